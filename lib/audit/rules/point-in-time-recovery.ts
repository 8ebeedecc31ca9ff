import { at, isTrue, listAt } from '../../template/at';
import { type Rule, unless } from './rule';

const recovers = (properties: unknown): boolean =>
  isTrue(at(properties, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled'));

export const pointInTimeRecovery: Rule = {
  name: 'PointInTimeRecovery',
  law: 'Every table can be restored to any second of the last days',
  control: 'NCSC 2; DSPT B4',
  types: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  verdict({ resource: { type, properties } }) {
    const tables = type === 'AWS::DynamoDB::GlobalTable' ? listAt(properties, 'Replicas') : [properties];
    return unless(!tables.every(recovers) && 'it has no point-in-time recovery');
  },
};
