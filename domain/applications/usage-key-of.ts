import type { Application } from './application';

/** What the gateway counts calls against. */
export interface UsageKey {
  /** What the gateway calls it when it is to join or leave a usage plan. */
  readonly reference: string;
  /** What the authoriser tells the gateway; callers never hold it. */
  readonly value: string;
}

/**
 * API Gateway's quota "Usage plans per API key", which each API's plan takes one of; from the eleventh API on an
 * application has a further key. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
 */
export const mostPlansOfKey = 10;

/** The key by which an application's calls of an API are counted; undefined where it has none yet. */
export function usageKeyOf(application: Application, api: string): UsageKey | undefined {
  return application.furtherUsageKeys.find(({ apis }) => apis.includes(api)) ?? firstKeyOf(application);
}

/** What the authoriser tells the gateway of an application that calls an API. */
export const usageValueOf = (application: Application, api: string): string | undefined =>
  usageKeyOf(application, api)?.value ?? application.usageKey;

/** The key that another API's calls are to be counted by; undefined where all are full. */
export function usageKeyFor(application: Application, api: string): UsageKey | undefined {
  const { furtherUsageKeys, subscriptions } = application;
  const known = furtherUsageKeys.find(({ apis }) => apis.includes(api));
  if (known) return known;
  const elsewhere = new Set(furtherUsageKeys.flatMap(({ apis }) => apis));
  const onFirst = Object.keys(subscriptions).filter((each) => each !== api && !elsewhere.has(each));
  const first = firstKeyOf(application);
  if (first && onFirst.length < mostPlansOfKey) return first;
  return furtherUsageKeys.find(({ apis }) => apis.length < mostPlansOfKey);
}

export function withUsageKey(application: Application, key: UsageKey): Application {
  const { reference, value } = key;
  if (application.usageKeyReference === undefined) {
    return { ...application, usageKey: value, usageKeyReference: reference };
  }
  const further = [...application.furtherUsageKeys, { reference, value, apis: [] }];
  return { ...application, furtherUsageKeys: further };
}

/** The application with an API's calls counted by that key, or by none of the further ones. */
export function countedBy(application: Application, api: string, key?: UsageKey): Application {
  const furtherUsageKeys = application.furtherUsageKeys.map(({ apis, ...each }) => {
    const others = apis.filter((one) => one !== api);
    return { ...each, apis: each.reference === key?.reference ? [...others, api] : others };
  });
  return { ...application, furtherUsageKeys };
}

export const usageKeyReferences = ({ usageKeyReference, furtherUsageKeys }: Application): string[] => [
  ...(usageKeyReference === undefined ? [] : [usageKeyReference]),
  ...furtherUsageKeys.map(({ reference }) => reference),
];

const firstKeyOf = ({ usageKey: value, usageKeyReference: reference }: Application): UsageKey | undefined =>
  value === undefined || reference === undefined ? undefined : { reference, value };
