/** Remembers what may be used once. */
export interface ReplayStore {
  /** True for exactly one of any number of callers with the same id, until `expiresAt`. */
  burn(once: { readonly id: string; readonly expiresAt: Date }): Promise<boolean>;
}
