import { edgeRegion, edgeTypes } from '../../config/edge';
import { at } from '../../template/at';
import { type Rule, unless } from './rule';

const region = /\b(?:us|eu|ap|ca|sa|me|af|il|mx)(?:-gov)?-(?:north|south|east|west|central)[a-z]*-\d\b/g;

export const ukOnly: Rule = {
  name: 'UkOnly',
  law: 'Data stays in the United Kingdom: every resource, replica and endpoint is in eu-west-2',
  control: 'NCSC 2; DSPT B3',
  types: [],
  verdict({ resource: { type, properties, stack }, cloud }) {
    const stackRegion = cloud.regionOf(stack);
    const atTheEdge = stackRegion === edgeRegion && edgeTypes.includes(type);
    const elsewhere = (JSON.stringify(properties).match(region) ?? []).filter((name) => name !== 'eu-west-2');
    return unless(
      stackRegion !== 'eu-west-2' && !atTheEdge && `its stack is in ${stackRegion}`,
      elsewhere.length > 0 && stackRegion === 'eu-west-2' && `it names ${[...new Set(elsewhere)].sort().join(', ')}`,
      type === 'AWS::S3::Bucket' && at(properties, 'ReplicationConfiguration') !== undefined && 'it is replicated',
    );
  },
};
