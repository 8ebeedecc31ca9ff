import type { PendingSignIn } from './pending-sign-in';

/** Users on their way to an identity provider. */
export interface SignInStore {
  save(pending: PendingSignIn): Promise<void>;
  /** Reads and removes at once: of any number of callers with the same id one gets it. It may have expired. */
  take(id: string): Promise<PendingSignIn | undefined>;
}
