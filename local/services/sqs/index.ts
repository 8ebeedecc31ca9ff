import type { Cloud } from '../../cloud/cloud';
import type { KeyStore } from '../kms/key-store';
import { Queues } from './queues';
import { sqs } from './sqs';

interface Needs {
  readonly cloud: Pick<Cloud, 'account' | 'clock' | 'endpointUrl'>;
  readonly kms: { readonly keys: KeyStore };
}

export function startSqs({ cloud: { account, clock, endpointUrl }, kms: { keys } }: Needs) {
  const queues = new Queues(clock.now);
  const api = sqs({
    queues,
    urlPrefix: `${endpointUrl}/${account.id}`,
    authorizeKeyUse: (caller, { settings: { keyName } }, actions) =>
      keys.authorizeUse(caller, { keyName, service: 'sqs', actions }),
  });
  return { queues, api };
}
