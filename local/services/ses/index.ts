import type { Cloud } from '../../cloud/cloud';
import { Identities } from './identities';
import { Outbox } from './outbox';
import { aSendingAccount } from './sending-account';
import { sesV2 } from './ses-v2';

interface Needs {
  readonly cloud: Pick<Cloud, 'account' | 'clock'>;
}

export function startSes({ cloud }: Needs) {
  const outbox = new Outbox();
  const identities = new Identities(cloud.account);
  const account = aSendingAccount();
  return { outbox, identities, account, api: sesV2({ outbox, identities, account, clock: cloud.clock }) };
}
