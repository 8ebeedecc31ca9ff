import type { EvidenceStore } from '../../domain/evidence/evidence-store';

export class MemoryEvidenceStore implements EvidenceStore {
  readonly kept = new Map<string, string>();

  async names(prefix: string): Promise<readonly string[]> {
    return [...this.kept.keys()].filter((name) => name.startsWith(prefix)).sort();
  }

  async keep(name: string, text: string): Promise<void> {
    if (!this.kept.has(name)) this.kept.set(name, text);
  }
}
