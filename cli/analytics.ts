import { analyticsQueries } from '../domain/logs/anonymisation/queries/analytics-queries';
import { runInClone } from './run-in-clone';

/** The options of `dip analytics`, as they were typed and checked. */
export interface AnalyticsOptions {
  /** Name of one question. @default all of them */
  readonly query?: string | undefined;
  /** @default every API */
  readonly api?: string;
  /** Milliseconds before now. @default 30 days */
  readonly since?: number;
  readonly environment: string;
  /** ARN of the role to read as. @default the user's own credentials */
  readonly role?: string;
  readonly mfaSerial?: string;
  readonly mfaCode?: string;
  /** Files as the analytics bucket holds them. @default those of the environment's bucket */
  readonly files?: string;
  readonly json: boolean;
}

export const queryNames = analyticsQueries.map(({ name }) => name);

/** Answers questions about usage from the anonymised records. Answers the exit code. */
export const analytics = (options: AnalyticsOptions): Promise<number> =>
  runInClone('analytics/main.ts', options, 'Asking the analytics');
