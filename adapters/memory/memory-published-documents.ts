import type { PublishedDocuments } from '../../domain/catalogue/published-documents';

export class MemoryPublishedDocuments implements PublishedDocuments {
  readonly #documents: ReadonlyMap<string, string>;

  /** @param documents texts by key, as `MemoryCatalogue.documents` has them */
  constructor(documents: ReadonlyMap<string, string>) {
    this.#documents = documents;
  }

  async read(key: string): Promise<string | undefined> {
    return this.#documents.get(key);
  }
}
