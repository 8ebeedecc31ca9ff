import type { Cloud } from '../../cloud/cloud';
import { Identities } from './identities';
import { Outbox } from './outbox';
import { sesV2 } from './ses-v2';

interface Needs {
  readonly cloud: Pick<Cloud, 'account' | 'clock'>;
}

export function startSes({ cloud }: Needs) {
  const outbox = new Outbox();
  const identities = new Identities(cloud.account);
  return { outbox, identities, api: sesV2({ outbox, identities, clock: cloud.clock }) };
}
