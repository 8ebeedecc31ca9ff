import type { AnonymousRow } from '../../domain/logs/anonymisation/anonymous-row';
import type { AnonymousFile, AnonymousRows } from '../../domain/logs/anonymisation/anonymous-rows';

export class MemoryAnonymousRows implements AnonymousRows {
  /** By `api=<name>/date=<date>/<name>`. */
  readonly files = new Map<string, readonly AnonymousRow[]>();

  async write({ api, date, name }: AnonymousFile, rows: readonly AnonymousRow[]): Promise<void> {
    this.files.set(`api=${api}/date=${date}/${name}`, rows);
  }

  all(): readonly AnonymousRow[] {
    return [...this.files.values()].flat();
  }
}
