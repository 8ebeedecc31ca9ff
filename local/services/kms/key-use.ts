import type { Caller } from '../../cloud/endpoint/aws-request';
import type { KeyStore } from './key-store';

/** How a service that encrypts at rest uses a customer's key in its caller's name. */
export interface KeyUse {
  readonly keyName: string | undefined;
  /** `s3`, `dynamodb`, …: what `kms:ViaService` names. */
  readonly service: string;
  readonly actions: readonly ('Decrypt' | 'GenerateDataKey' | 'Encrypt')[];
  readonly encryptionContext?: Readonly<Record<string, string>>;
}

/** Throws `AccessDenied` where the caller may use the service but not the key that the data rests under. */
export function authorizeKeyUse(keys: KeyStore, region: string, caller: Caller, use: KeyUse): void {
  if (!use.keyName || keys.isManagedByAws(use.keyName)) return;
  const resource = keys.arnOf(keys.find(use.keyName).id);
  const context = Object.entries(use.encryptionContext ?? {}).map(([name, value]) => [
    `kms:EncryptionContext:${name}`,
    value,
  ]);
  for (const action of use.actions) {
    caller.authorize(`kms:${action}`, resource, {
      'kms:ViaService': `${use.service}.${region}.amazonaws.com`,
      ...Object.fromEntries(context),
    });
  }
}
