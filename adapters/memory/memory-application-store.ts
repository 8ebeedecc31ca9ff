import type { Application } from '../../domain/applications/application';
import type { ApplicationStore } from '../../domain/applications/application-store';

export class MemoryApplicationStore implements ApplicationStore {
  readonly #applications = new Map<string, Application>();

  async find(id: string): Promise<Application | undefined> {
    return structuredClone(this.#applications.get(id));
  }

  async save(application: Application): Promise<boolean> {
    const stored = this.#applications.get(application.id)?.revision ?? 0;
    if (application.revision !== stored + 1) return false;
    this.#applications.set(application.id, structuredClone(application));
    return true;
  }
}
