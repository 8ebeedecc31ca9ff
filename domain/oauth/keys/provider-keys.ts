import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey, type LocalJWKSet } from 'jose';
import { Unavailable } from '../../unavailable';
import type { OAuthPorts, ProviderKeys } from '../ports';

/** The published keys of an identity provider cannot be had: its fault or the network's, never the caller's. */
export class KeySetUnavailable extends Unavailable {
  constructor(options?: { cause?: unknown }) {
    super('The key set of an identity provider cannot be read', options);
    this.name = 'KeySetUnavailable';
  }
}

const minute = 60_000;
/** Read again after this long, so that a key the provider withdrew goes out of use. */
const freshFor = 60 * minute;
/** While the provider cannot be reached its last keys serve on, but not for ever. */
const staleFor = 24 * 60 * minute;
/** An unknown `kid` or a failed read causes at most one read in this time: callers choose the `kid`. */
const pause = minute / 2;

export function makeProviderKeys({ fetchKeySet, clock }: Pick<OAuthPorts, 'fetchKeySet' | 'clock'>): ProviderKeys {
  const known = new Map<string, JWTVerifyGetKey>();
  return (uri) => {
    const keys = known.get(uri) ?? cachedKeySet(() => fetchKeySet(uri), clock);
    known.set(uri, keys);
    return keys;
  };
}

function cachedKeySet(fetchKeySet: () => Promise<JSONWebKeySet>, clock: OAuthPorts['clock']): JWTVerifyGetKey {
  let held: { readonly keys: LocalJWKSet; readonly readAt: number } | undefined;
  let triedAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;
  let cause: unknown;

  const read = async () => {
    triedAt = clock.now().getTime();
    try {
      held = { keys: createLocalJWKSet(await fetchKeySet()), readAt: triedAt };
    } catch (error) {
      cause = error;
    }
  };
  const readUnlessJustTried = async () => {
    if (reading === undefined && clock.now().getTime() - triedAt < pause) return;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    await reading;
  };
  const ageOf = (readAt: number) => clock.now().getTime() - readAt;

  return async (header, token) => {
    if (held === undefined || ageOf(held.readAt) > freshFor) await readUnlessJustTried();
    if (held === undefined || ageOf(held.readAt) > staleFor) throw new KeySetUnavailable({ cause });
    try {
      return await held.keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await readUnlessJustTried();
      return held.keys(header, token);
    }
  };
}
