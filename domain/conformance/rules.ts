import type { RateLimit } from '../api-definition/api-definition';
import { defaultApiLimits } from '../api-definition/default-api-limits';
import type { WeekOfApplication } from '../logs/counting/call-counts';

export interface Verdict {
  readonly outcome: 'met' | 'not met' | 'unknown';
  /** What was seen, in words. */
  readonly told: string;
}

/** What a rule is judged by. */
export interface Evidence {
  /** Whether anything is counted at all. */
  readonly isKnown: boolean;
  /** Those that the application needs. */
  readonly operations: readonly { readonly name: string; readonly outcome: Verdict['outcome'] }[];
  /** Of all its calls. */
  readonly statuses: readonly { readonly status: number; readonly calls: number }[];
  /** Calls of the minute that had most. */
  readonly busiest: number;
  readonly retries: WeekOfApplication['retries'];
  /** What the API's file says an application may call; undefined where it says nothing. */
  readonly limit: RateLimit | undefined;
}

export type RuleId = 'operations' | 'errors' | 'back-off' | 'load';

interface ConformanceRule {
  readonly id: RuleId;
  readonly title: string;
  /** What is asked, in words for both sides. */
  readonly rule: string;
  readonly verdict: (evidence: Evidence) => Verdict;
}

const unknown = (told: string): Verdict => ({ outcome: 'unknown', told });
/** Calls of one minute that stay within a limit. */
const aMinute = ({ limit, timeunit }: RateLimit): number => (timeunit === 'second' ? limit * 60 : limit);

/**
 * The technical conformance that NHS England's assurance asks of whoever connects (operations, error cases, retries and
 * load, as in its technical conformance forms), as far as records of calls can tell it.
 */
export const conformanceRules: readonly ConformanceRule[] = [
  {
    id: 'operations',
    title: 'Operations called',
    rule: 'Each operation that the application needs has answered it at least once without an error.',
    verdict({ isKnown, operations }) {
      if (!isKnown || operations.length === 0) return unknown('Nothing is counted yet.');
      const met = operations.filter(({ outcome }) => outcome === 'met').length;
      const told = `${met} of ${operations.length} answered without an error.`;
      if (met === operations.length) return { outcome: 'met', told };
      return operations.some(({ outcome }) => outcome === 'not met') ? { outcome: 'not met', told } : unknown(told);
    },
  },
  {
    id: 'errors',
    title: 'Errors met',
    rule: 'The application has met refusals: without a right credential (401 or 403), and of a request that is wrong or finds nothing (another 4xx). What it made of them is not in the records: ask to be shown.',
    verdict({ isKnown, statuses }) {
      if (!isKnown) return unknown('Nothing is counted yet.');
      const credential = statuses.some(({ status }) => status === 401 || status === 403);
      const request = statuses.some(({ status }) => status >= 400 && status < 500 && ![401, 403, 429].includes(status));
      const missing = [...(credential ? [] : ['401 or 403']), ...(request ? [] : ['another 4xx'])];
      if (missing.length === 0) return { outcome: 'met', told: 'It has met both.' };
      const told = `Not met: ${missing.join(', and ')}.`;
      // A credential that is refused names no application, so that such a call is not seen to be this one's.
      return request
        ? unknown(`${told} A call whose credential is refused names no application.`)
        : { outcome: 'not met', told };
    },
  },
  {
    id: 'back-off',
    title: 'Waiting after a refusal',
    rule: 'After 429 or 5xx the application waits for a second or more before it calls the same operation again, and each time for longer. Calls at the same time of several parts of it may look hurried.',
    verdict({ isKnown, retries: { asked, retried, hurried, sooner } }) {
      if (!isKnown) return unknown('Nothing is counted yet.');
      if (asked === 0) return unknown('No call of it was answered 429 or 5xx.');
      if (retried === 0)
        return unknown(`${asked} answered 429 or 5xx, and none of them called again within ten minutes.`);
      const told = `${asked} answered 429 or 5xx, ${retried} called again: ${hurried} within a second, ${sooner} sooner than after the refusal before.`;
      return { outcome: hurried === 0 && sooner === 0 ? 'met' : 'not met', told };
    },
  },
  {
    id: 'load',
    title: 'Load',
    rule: 'The busiest minute stays within the limit of an application on this API.',
    verdict({ isKnown, busiest, limit = defaultApiLimits.application }) {
      if (!isKnown || busiest === 0) return unknown('No call of it is counted.');
      const told = `${busiest} calls in the busiest minute; the limit is ${limit.limit} in a ${limit.timeunit}.`;
      return { outcome: busiest <= aMinute(limit) ? 'met' : 'not met', told };
    },
  },
];
