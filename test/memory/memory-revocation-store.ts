import type { RevocationStore } from '../../domain/oauth/ports';

export class MemoryRevocationStore implements RevocationStore {
  readonly #revoked = new Set<string>();

  async revoke({ id }: Parameters<RevocationStore['revoke']>[0]): Promise<void> {
    this.#revoked.add(id);
  }

  async isRevoked(id: string): Promise<boolean> {
    return this.#revoked.has(id);
  }
}
