/** The published OpenAPI documents of one environment. */
export interface PublishedDocuments {
  /** Writes or overwrites one document. */
  publish(document: { readonly key: string; readonly contentType: string; readonly text: string }): Promise<void>;
  /** The text under a key of `documentKeys`, or undefined. */
  read(key: string): Promise<string | undefined>;
  /** Removes documents; what is not there is passed over. */
  withdraw(keys: readonly string[]): Promise<void>;
}

export const documentKeys = (api: string) => ({ json: `${api}/openapi.json`, yaml: `${api}/openapi.yaml` });
