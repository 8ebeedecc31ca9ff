import type { SealedSignIn } from './sign-in/sealed-sign-in';

/** Users on their way to an identity provider. */
export interface SignInStore {
  save(signIn: SealedSignIn): Promise<void>;
  /** Reads and removes at once: of any number of callers with the same id one gets it. It may have expired. */
  take(id: string): Promise<SealedSignIn | undefined>;
}
