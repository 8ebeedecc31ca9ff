import { adoption } from './adoption';
import type { AnalyticsQuery } from './analytics-query';
import { errorRate } from './error-rate';
import { latency } from './latency';
import { topOperations } from './top-operations';
import { traffic } from './traffic';

/** Every question that has a name: in Athena, and for `dip analytics`. */
export const analyticsQueries: readonly AnalyticsQuery[] = [traffic, errorRate, latency, adoption, topOperations];
