import type { SealedSignIn } from '../../domain/oauth/pending-sign-in';
import type { SignInStore } from '../../domain/oauth/ports';

export class MemorySignInStore implements SignInStore {
  readonly #away = new Map<string, SealedSignIn>();

  async save(signIn: SealedSignIn): Promise<void> {
    this.#away.set(signIn.id, structuredClone(signIn));
  }

  async take(id: string): Promise<SealedSignIn | undefined> {
    const found = this.#away.get(id);
    this.#away.delete(id);
    return found;
  }
}
