/** What the gateway counts an application's calls against; callers never hold such a key. */
export interface UsageKeys {
  /** A new key named after the application; `value` is what the authoriser tells the gateway. */
  create(applicationId: string): Promise<{ readonly reference: string; readonly value: string }>;
  /** Counts the key's calls in a usage plan; joining twice is joining once. */
  join(request: { readonly reference: string; readonly plan: string }): Promise<void>;
  /** What has left before, or never joined, is passed over. */
  leave(request: { readonly reference: string; readonly plan: string }): Promise<void>;
  /** Takes the key out of every plan; one that is gone is passed over. */
  remove(reference: string): Promise<void>;
}
