import type { RegistryEntry } from '../../domain/publishing/registry-entry';
import type { BasePathClaim, RegistryStore } from '../../domain/publishing/registry-store';

export class MemoryRegistryStore implements RegistryStore {
  readonly #entries = new Map<string, RegistryEntry>();
  readonly #claims = new Map<string, BasePathClaim>();
  readonly #formerPublishers = new Map<string, string>();

  async find(api: string): Promise<RegistryEntry | undefined> {
    return structuredClone(this.#entries.get(api));
  }

  async list(): Promise<readonly RegistryEntry[]> {
    return structuredClone([...this.#entries.values()]);
  }

  async save(entry: RegistryEntry, expectedRevision: number | undefined): Promise<boolean> {
    if (this.#entries.get(entry.api)?.revision !== expectedRevision) return false;
    this.#entries.set(entry.api, structuredClone(entry));
    return true;
  }

  async remove(api: string, expectedRevision: number): Promise<boolean> {
    if (this.#entries.get(api)?.revision === expectedRevision) this.#entries.delete(api);
    return !this.#entries.has(api);
  }

  async rememberPublisher(api: string, organisation: string): Promise<void> {
    this.#formerPublishers.set(api, organisation);
  }

  async formerPublisher(api: string): Promise<string | undefined> {
    return this.#formerPublishers.get(api);
  }

  async claimBasePath(claim: BasePathClaim): Promise<BasePathClaim> {
    const held = this.#claims.get(claim.basePath) ?? { ...claim };
    this.#claims.set(claim.basePath, held);
    return held;
  }

  async releaseBasePath({ basePath, api, owner }: BasePathClaim): Promise<void> {
    const held = this.#claims.get(basePath);
    if (held?.api === api && held.owner === owner) this.#claims.delete(basePath);
  }
}
