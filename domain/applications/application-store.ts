import type { Application } from './application';

/** The registered applications of one environment. */
export interface ApplicationStore {
  find(id: string): Promise<Application | undefined>;
  /**
   * Writes the application if what is stored is at the revision before its own (nothing stored counts as 0).
   * Answers false, and writes nothing, where another writer came first.
   */
  save(application: Application): Promise<boolean>;
}
