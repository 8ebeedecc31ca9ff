import type { PublishedDocuments } from '../../domain/publishing/published-documents';

export class MemoryPublishedDocuments implements PublishedDocuments {
  /** By key. */
  readonly texts = new Map<string, string>();

  async publish({ key, text }: { key: string; text: string }): Promise<void> {
    this.texts.set(key, text);
  }

  async read(key: string): Promise<string | undefined> {
    return this.texts.get(key);
  }

  async withdraw(keys: readonly string[]): Promise<void> {
    for (const key of keys) this.texts.delete(key);
  }
}
