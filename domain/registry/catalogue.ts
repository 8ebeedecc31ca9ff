/** The published OpenAPI documents of one environment. */
export interface Catalogue {
  /** Writes or overwrites one document. */
  publish(document: { readonly key: string; readonly contentType: string; readonly text: string }): Promise<void>;
  /** Removes documents; what is not there is passed over. */
  withdraw(keys: readonly string[]): Promise<void>;
}

export const documentKeys = (api: string) => ({ json: `${api}/openapi.json`, yaml: `${api}/openapi.yaml` });
