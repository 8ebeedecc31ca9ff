import { join } from 'node:path';
import type { Cloud } from '../../cloud/cloud';
import type { KeyStore } from '../kms/key-store';
import { Buckets } from './buckets';
import { s3 } from './s3';

interface Needs {
  readonly cloud: Pick<Cloud, 'clock' | 'state'>;
  readonly kms: { readonly keys: KeyStore };
}

export function startS3({ cloud: { clock, state }, kms: { keys } }: Needs) {
  const buckets = new Buckets(join(state.path, 's3'), (keyName) => keys.atRest(keyName));
  const api = s3({
    buckets,
    now: clock.now,
    authorizeKeyUse: (caller, { arn, keyName }, action) =>
      keys.authorizeUse(caller, {
        keyName,
        service: 's3',
        actions: [action],
        encryptionContext: { 'aws:s3:arn': arn },
      }),
  });
  return { buckets, api };
}
