import type { Session, SessionStore } from '../../domain/accounts/session-store';

export class MemorySessionStore implements SessionStore {
  readonly #sessions = new Map<string, Session>();

  async find(id: string): Promise<Session | undefined> {
    return structuredClone(this.#sessions.get(id));
  }

  async save(session: Session): Promise<void> {
    this.#sessions.set(session.id, structuredClone(session));
  }

  async touch(id: string, lastSeenAt: string): Promise<void> {
    const found = this.#sessions.get(id);
    if (found) this.#sessions.set(id, { ...found, lastSeenAt });
  }

  async remove(id: string): Promise<void> {
    this.#sessions.delete(id);
  }
}
