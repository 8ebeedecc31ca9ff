import { ServiceFailure } from '../../cloud/faults/service-failure';
import type { StateFolder } from '../../cloud/state/state-folder';
import { generateMaterial, type StoredKey, storedKey } from './key';

export interface KeyStoreNeeds {
  readonly accountId: string;
  readonly region: string;
  readonly state: StateFolder;
  now(): Date;
}

/** KMS keys and their aliases. Material survives a restart. */
export class KeyStore {
  readonly #needs: KeyStoreNeeds;
  readonly #keys = new Map<string, StoredKey>();
  readonly #aliases = new Map<string, string>();

  constructor(needs: KeyStoreNeeds) {
    this.#needs = needs;
  }

  /** Creates the key, or finds it from an earlier run. */
  ensure(id: string, spec: string, usage: string): StoredKey {
    const document = `kms-${id}`;
    const kept = storedKey.safeParse(this.#needs.state.load(document)).data;
    const createdAt = this.#needs.now().toISOString();
    const key = kept?.spec === spec ? kept : { id, spec, usage, material: generateMaterial(spec), createdAt };
    if (key !== kept) this.#needs.state.save(document, key);
    this.#keys.set(id, key);
    return key;
  }

  putAlias(name: string, target: string): void {
    this.#aliases.set(name, this.idOf(target));
  }

  arnOf(id: string): string {
    return `arn:aws:kms:${this.#needs.region}:${this.#needs.accountId}:key/${id}`;
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

  /** What AWS owns or manages for a service (`alias/aws/…`): no policy of ours speaks for it. */
  isManagedByAws(name: string): boolean {
    return name.includes('alias/aws/');
  }
}
