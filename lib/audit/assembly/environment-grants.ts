import type { Cloud } from './cloud';
import { type Grant, grantsOf } from './policies';

const known = new WeakMap<Cloud, Map<string, readonly Grant[]>>();

/** `grantsOf`, read once for each environment: every store and every function of it is compared with them. */
export function environmentGrants(cloud: Cloud, environment: string): readonly Grant[] {
  const ofCloud = known.get(cloud) ?? new Map<string, readonly Grant[]>();
  known.set(cloud, ofCloud);
  const grants = ofCloud.get(environment) ?? grantsOf(cloud, environment);
  ofCloud.set(environment, grants);
  return grants;
}
