/** The published OpenAPI documents, to be read. */
export interface PublishedDocuments {
  /** The text under a key of `documentKeys`, or undefined. */
  read(key: string): Promise<string | undefined>;
}
