import { runInClone } from './run-in-clone';

/** The options of `dip logs`, as they were typed and checked. */
export interface LogsOptions {
  readonly environment: string;
  readonly since: string;
  readonly until?: string;
  readonly api?: string;
  readonly application?: string;
  readonly status?: string;
  readonly request?: string;
  readonly limit?: number;
  /** What producers' functions logged, instead of access records. */
  readonly functions: boolean;
  readonly follow: boolean;
  readonly json: boolean;
  /** ARN of the role to read as; `true` for the environment's reader. @default the user's own credentials */
  readonly role?: string | true;
  readonly mfaSerial?: string;
  readonly mfaCode?: string;
}

/** Prints redacted records. Answers the exit code. */
export const logs = (options: LogsOptions): Promise<number> => runInClone('logs/main.ts', options, 'Reading logs');
