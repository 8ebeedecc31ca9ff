import { at, listAt } from '../../template/at';
import { type Cloud, marker, type Resource } from './cloud';

/** The trail that records every call on the objects of a bucket, reading and writing. */
export const trailOf = (bucket: Resource, cloud: Cloud): Resource | undefined =>
  cloud
    .of('AWS::CloudTrail::Trail')
    .find(({ properties, stack }) =>
      listAt(properties, 'AdvancedEventSelectors').some((one) => selects(one, bucket, { cloud, stack })),
    );

function selects(selector: unknown, bucket: Resource, { cloud, stack }: { cloud: Cloud; stack: string }): boolean {
  const fields = new Map(listAt(selector, 'FieldSelectors').map((one) => [String(at(one, 'Field')), one]));
  const starts = listAt(fields.get('resources.ARN'), 'StartsWith').map((arn) => cloud.text(arn, stack));
  return (
    listAt(fields.get('eventCategory'), 'Equals').includes('Data') &&
    listAt(fields.get('resources.type'), 'Equals').includes('AWS::S3::Object') &&
    starts.includes(`${marker(bucket)}/`) &&
    // A further field narrows: to writing, or to some calls.
    fields.size === 3
  );
}
