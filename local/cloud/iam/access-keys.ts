import { createHmac } from 'node:crypto';
import { localAdmin } from '../../../domain/local-platform';

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Access keys of one start: the control token is the secret of `local-admin`, and every other secret is made from it. */
export const accessKey = (controlToken: string, accessKeyId = localAdmin): AccessKey => ({
  accessKeyId,
  secretAccessKey:
    accessKeyId === localAdmin
      ? controlToken
      : createHmac('sha256', controlToken).update(accessKeyId).digest('base64url'),
});
