import * as z from 'zod';

/**
 * What CloudWatch Logs hands to a subscription: events of one log group, or a test that the destination can be reached.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#FirehoseExample
 */
const message = z.discriminatedUnion('messageType', [
  z.object({ messageType: z.literal('CONTROL_MESSAGE') }),
  z.object({
    messageType: z.literal('DATA_MESSAGE'),
    logGroup: z.string(),
    subscriptionFilters: z.array(z.string()),
    logEvents: z.array(z.unknown()),
  }),
]);
export type LogMessage = z.infer<typeof message>;

/** Nothing where the text is no such message. */
export function readLogMessage(text: string): LogMessage | undefined {
  try {
    return message.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Whose events a subscription carries. */
export interface LogSource {
  readonly api: string;
  /** Nothing that links equal values is kept of its events. */
  readonly anonymous: boolean;
}

const FILTER = /^dip\/([a-z0-9-]{1,128})(\/anonymous)?$/;

/** The name of a subscription filter tells the redactor what the events themselves do not. */
export const subscriptionName = ({ api, anonymous }: LogSource): string => `dip/${api}${anonymous ? '/anonymous' : ''}`;

/** Nothing where the subscription is not one of `RedactedLogs`. */
export function logSourceOf(subscriptionFilters: readonly string[]): LogSource | undefined {
  const [name = ''] = subscriptionFilters.length === 1 ? subscriptionFilters : [];
  const [, api, anonymous] = FILTER.exec(name) ?? [];
  return api === undefined ? undefined : { api, anonymous: anonymous !== undefined };
}
