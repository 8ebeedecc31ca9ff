import type { PendingSignIn } from '../../domain/sign-in/pending-sign-in';
import type { SignInStore } from '../../domain/sign-in/sign-in-store';

export class MemorySignInStore implements SignInStore {
  readonly #pending = new Map<string, PendingSignIn>();

  async save(pending: PendingSignIn): Promise<void> {
    this.#pending.set(pending.id, structuredClone(pending));
  }

  async take(id: string): Promise<PendingSignIn | undefined> {
    const found = this.#pending.get(id);
    this.#pending.delete(id);
    return found;
  }
}
