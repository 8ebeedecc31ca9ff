import type { KeptKeySet } from './kept-key-set';

/** What all instances of the authorisation server know of the key sets that applications publish. */
export interface KeySetStore {
  find(applicationId: string): Promise<KeptKeySet | undefined>;
  /**
   * Writes it if what is stored is at the revision before its own (nothing stored counts as 0). Answers false, and
   * writes nothing, where another writer came first.
   */
  save(kept: KeptKeySet): Promise<boolean>;
}
