import type { Grant } from './authorization';

/** Whose grants a back-channel logout ends: those of one session at the identity provider, or of one of its users. */
export type UpstreamKey = { readonly upstreamSession: string } | { readonly upstreamUser: string };

/** What users let applications do. */
export interface GrantStore {
  find(id: string): Promise<Grant | undefined>;
  /**
   * Writes the grant if what is stored is at the revision before its own (nothing stored counts as 0). Answers false,
   * and writes nothing, where another writer came first.
   */
  save(grant: Grant): Promise<boolean>;
  /** Ids of the grants; one made within the last second may be missing. */
  idsOf(key: UpstreamKey): Promise<readonly string[]>;
}
