import type { Catalogue } from '../../domain/registry/catalogue';

export class MemoryCatalogue implements Catalogue {
  /** Texts by key. */
  readonly documents = new Map<string, string>();

  async publish({ key, text }: { key: string; text: string }): Promise<void> {
    this.documents.set(key, text);
  }

  async withdraw(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.documents.delete(key);
  }
}
