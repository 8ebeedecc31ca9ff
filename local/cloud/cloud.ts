import { join } from 'node:path';
import { openStateFolder, type StateFolder } from '../../adapters/node/state-folder';
import { createMovingClock, type MovingClock } from './clock/moving-clock';
import { Faults } from './faults/faults';
import { AccessControl } from './iam/access-control';
import { type AccessKey, accessKey } from './iam/access-keys';
import type { Account } from './iam/principal';

/** What every service of the embedded cloud is built on. */
export interface Cloud {
  readonly account: Account;
  readonly access: AccessControl;
  readonly clock: MovingClock;
  readonly faults: Faults;
  readonly state: StateFolder;
  /** Where functions and tools reach the AWS services. */
  readonly endpointUrl: string;
  /** With its secret, of this start. @default of `local-admin` */
  accessKey(accessKeyId?: string): AccessKey;
  /** A line for the person who watches the terminal. */
  warn(message: string): void;
}

export interface CloudRequest extends Pick<Cloud, 'account' | 'endpointUrl' | 'warn'> {
  /** Root of what is kept, such as `.local`. */
  readonly folder: string;
  /** The secret of this start. */
  readonly controlToken: string;
}

export const openCloud = ({ account, folder, endpointUrl, controlToken, warn }: CloudRequest): Cloud => ({
  account,
  access: new AccessControl({ account, warn }),
  clock: createMovingClock(),
  faults: new Faults(),
  state: openStateFolder(join(folder, 'state')),
  endpointUrl,
  accessKey: (accessKeyId) => accessKey(controlToken, accessKeyId),
  warn,
});
