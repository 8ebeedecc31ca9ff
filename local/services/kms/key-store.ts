import type { Cloud } from '../../cloud/cloud';
import { ServiceFailure } from '../../cloud/faults/service-failure';
import type { Caller } from '../../cloud/iam/caller';
import { decrypt, encrypt } from './envelope';
import { generateMaterial, type StoredKey, storedKey } from './key';

type Needs = Pick<Cloud, 'account' | 'clock' | 'state'>;

/** How a service that encrypts at rest uses a customer's key in its caller's name. */
export interface KeyUse {
  readonly keyName: string | undefined;
  /** `s3`, `dynamodb`, …: what `kms:ViaService` names. */
  readonly service: string;
  readonly actions: readonly ('Decrypt' | 'GenerateDataKey' | 'Encrypt')[];
  readonly encryptionContext?: Readonly<Record<string, string>>;
}

/** KMS keys and their aliases. Material survives a restart. */
export class KeyStore {
  readonly #needs: Needs;
  readonly #keys = new Map<string, StoredKey>();
  readonly #aliases = new Map<string, string>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Creates the key, or finds it from an earlier run. */
  ensure(id: string, spec: string, usage: string): StoredKey {
    const document = `kms-${id}`;
    const kept = storedKey.safeParse(this.#needs.state.load(document)).data;
    const createdAt = this.#needs.clock.now().toISOString();
    const key = kept?.spec === spec ? kept : { id, spec, usage, material: generateMaterial(spec), createdAt };
    if (key !== kept) this.#needs.state.save(document, key);
    this.#keys.set(id, key);
    return key;
  }

  putAlias(name: string, target: string): void {
    this.#aliases.set(name, this.idOf(target));
  }

  arnOf(id: string): string {
    return `arn:aws:kms:${this.#needs.account.region}:${this.#needs.account.id}:key/${id}`;
  }

  /** Takes an id, an ARN, an alias or an alias ARN. */
  find(name: string): StoredKey {
    const key = this.#keys.get(this.idOf(name));
    if (!key) throw new ServiceFailure('NotFoundException', `Key '${name}' does not exist`);
    return key;
  }

  idOf(name: string): string {
    const local = name.replace(/^arn:aws:kms:[^:]*:[^:]*:/, '').replace(/^key\//, '');
    return this.#aliases.get(local) ?? local;
  }

  /** Throws `AccessDenied` where the caller may use the service but not the key that the data rests under. */
  authorizeUse(caller: Caller, { keyName, service, actions, encryptionContext = {} }: KeyUse): void {
    // What AWS owns or manages for a service: no policy of ours speaks for it.
    if (!keyName || keyName.includes('alias/aws/')) return;
    const resource = this.arnOf(this.find(keyName).id);
    const context = Object.entries(encryptionContext).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]);
    for (const action of actions) {
      caller.authorize(`kms:${action}`, resource, {
        'kms:ViaService': `${service}.${this.#needs.account.region}.amazonaws.com`,
        ...Object.fromEntries(context),
      });
    }
  }

  /** How a store under a key keeps its bytes, so that no file of it can be read as it lies. */
  atRest(keyName: string) {
    return {
      seal: (body: Buffer): Buffer => encrypt(this.find(keyName), body, {}),
      open: (sealed: Buffer): Buffer => decrypt(this.find(keyName), sealed, {}),
    };
  }
}
