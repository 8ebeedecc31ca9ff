import { type KeyUses, nameOfUse, type UsedKey } from '../../domain/applications/key-uses';

export class MemoryKeyUses implements KeyUses {
  readonly #uses = new Map<string, Map<string, string>>();

  async note(application: string, key: UsedKey, day: string): Promise<void> {
    const known = this.#uses.get(application) ?? new Map<string, string>();
    this.#uses.set(application, known.set(nameOfUse(key), day));
  }

  async of(application: string): Promise<ReadonlyMap<string, string>> {
    return new Map(this.#uses.get(application));
  }
}
