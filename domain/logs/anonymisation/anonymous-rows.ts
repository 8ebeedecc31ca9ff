import type { AnonymousRow } from './anonymous-row';

export interface AnonymousFile {
  readonly api: string;
  /** `2026-01-31`. */
  readonly date: string;
  /** Made from the source, so that what is written twice is there once. */
  readonly name: string;
}

/** Where anonymised rows are kept: one file for each hour of an API's log and each date. */
export interface AnonymousRows {
  /** Writes the file, in place of one of that name. */
  write(file: AnonymousFile, rows: readonly AnonymousRow[]): Promise<void>;
}
