import type { Cloud } from '../../cloud/cloud';
import { KeyStore } from './key-store';
import { kms } from './kms';

interface Needs {
  readonly cloud: Pick<Cloud, 'account' | 'clock' | 'state'>;
}

export function startKms({ cloud }: Needs) {
  const keys = new KeyStore(cloud);
  return { keys, api: kms(keys) };
}
