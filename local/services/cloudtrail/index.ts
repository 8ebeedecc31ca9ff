import type { Cloud } from '../../cloud/cloud';
import { type DeliveryNeeds, deliverTrail } from './deliver-trail';
import { Trails } from './trails';

interface Needs extends DeliveryNeeds {
  readonly cloud: Pick<Cloud, 'access' | 'account' | 'clock' | 'warn'>;
}

export function startCloudTrail(needs: Needs) {
  const trails = new Trails({ ...needs.cloud, putObject: deliverTrail(needs) });
  needs.s3.buckets.onRecord((event) => trails.record(event));
  return { trails };
}
