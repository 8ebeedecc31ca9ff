/** Dated proof that a promise was kept. What is kept is never overwritten. */
export interface EvidenceStore {
  /** Names under `prefix` that are kept. */
  names(prefix: string): Promise<readonly string[]>;
  /** Keeps a text under a name, such as `access-review/2026-01.csv`; one that is taken stays as it is. */
  keep(name: string, text: string): Promise<void>;
}
