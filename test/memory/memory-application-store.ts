import type { Application } from '../../domain/applications/application';
import type { ApplicationStore } from '../../domain/applications/application-store';
import { MemoryRevisedRows } from './memory-revised-rows';

export class MemoryApplicationStore extends MemoryRevisedRows<Application> implements ApplicationStore {
  list(): readonly Application[] {
    return this.all();
  }
}
