/**
 * An account's quotas in one Region, as AWS gives them before any is raised.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
export const accountQuotas = {
  apiKeys: 10_000,
  usagePlans: 300,
  usagePlansPerKey: 10,
  /** Its root counts. */
  resourcesPerApi: 300,
} as const;
