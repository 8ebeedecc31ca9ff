import type { Clock } from '../ports';
import type { KeptKeySet, KeySetStore } from './kept-key-set';
import { KeySetProblem } from './key-set-problem';
import type { PublicKeySet } from './public-key-set';
import { readPublishedKeys } from './read-published-keys';

export interface PublishedKeysNeeds {
  readonly store: KeySetStore;
  /**
   * What the address answers, within four seconds.
   * @throws KeySetProblem
   */
  readonly readKeySet: (url: string) => Promise<string>;
  readonly wait: (millis: number) => Promise<void>;
  readonly clock: Clock;
}

interface Asked {
  /** Of the application. */
  readonly id: string;
  readonly url: string;
  readonly kid: string;
}

/** The key set at an application's address, with `kid` in it wherever that can be; undefined where none can be had. */
export type PublishedKeys = (asked: Asked) => Promise<PublicKeySet | undefined>;

const minute = 60;
/** Read again after this long, so that a key that its owner withdrew goes out of use. */
const freshFor = 60 * minute;
/** While the address is down its last keys serve on, but not for ever. */
const staleFor = 24 * 60 * minute;
/** Anybody can send any `kid`: however many do, an address is asked once in this time. */
const pause = minute / 2;
/** How long the portal can tell what went wrong. */
const keptFor = 7 * 24 * 60 * minute;
/** A try that has not ended by now never will. */
const longestTry = 5;
const lookAgainMillis = 200;
/** Of each instance. */
const mostHeld = 500;

export function makePublishedKeys({ store, readKeySet, wait, clock }: PublishedKeysNeeds): PublishedKeys {
  const held = new Map<string, KeptKeySet>();
  const now = () => Math.floor(clock.now().getTime() / 1000);

  return async (asked) => {
    const known = held.get(asked.id);
    const latest = satisfies(known, asked, now()) ? known : await refreshed(asked);
    if (!isOf(latest, asked)) return undefined;
    hold(latest);
    return ageOf(latest, now()) <= staleFor ? latest.keySet : undefined;
  };

  /** What another instance has read, or what this one reads now, if it is its turn. */
  async function refreshed(asked: Asked): Promise<KeptKeySet | undefined> {
    const stored = await store.find(asked.id);
    const same = isOf(stored, asked) ? stored : undefined;
    if (satisfies(same, asked, now())) return same;
    if (same && now() - same.triedAt < pause) return settled(same);
    const mine = tried(asked, stored, now());
    if (!(await store.save(mine))) return settled(await store.find(asked.id));
    const outcome = { ...mine, ...(await read(mine)), revision: mine.revision + 1 };
    // Not written where the address was changed meanwhile: the next call asks the new one.
    await store.save(outcome);
    return outcome;
  }

  async function read({ url, triedAt }: KeptKeySet): Promise<Partial<KeptKeySet>> {
    try {
      const answer = await readPublishedKeys(await readKeySet(url));
      if ('reason' in answer) throw new KeySetProblem(answer.reason);
      return { keySet: answer.jwks, readAt: triedAt };
    } catch (error) {
      if (!(error instanceof KeySetProblem)) throw error;
      const { reason, status } = error;
      return { lastError: { at: triedAt, reason, ...(status !== undefined && { status }) } };
    }
  }

  /** Waits for a try of another instance: right after a rotation, many are asked for the new key at once. */
  async function settled(kept: KeptKeySet | undefined): Promise<KeptKeySet | undefined> {
    let latest = kept;
    while (latest && isUnderWay(latest) && now() - latest.triedAt < longestTry) {
      await wait(lookAgainMillis);
      latest = await store.find(latest.id);
    }
    return latest;
  }

  function hold(kept: KeptKeySet): void {
    held.delete(kept.id);
    held.set(kept.id, kept);
    const [oldest] = held.keys();
    if (held.size > mostHeld && oldest !== undefined) held.delete(oldest);
  }
}

const isOf = (kept: KeptKeySet | undefined, { url }: Asked): kept is KeptKeySet => kept?.url === url;

const ageOf = ({ readAt = Number.NEGATIVE_INFINITY }: KeptKeySet, now: number): number => now - readAt;

const satisfies = (kept: KeptKeySet | undefined, asked: Asked, now: number): boolean =>
  isOf(kept, asked) && ageOf(kept, now) <= freshFor && kept.keySet?.keys.some(({ kid }) => kid === asked.kid) === true;

const isUnderWay = ({ triedAt, readAt, lastError }: KeptKeySet): boolean =>
  triedAt !== readAt && triedAt !== lastError?.at;

/** The claim of a try; of an earlier address nothing is taken over. */
const tried = ({ id, url }: Asked, stored: KeptKeySet | undefined, now: number): KeptKeySet => ({
  ...(stored?.url === url && stored),
  id,
  url,
  revision: (stored?.revision ?? 0) + 1,
  triedAt: now,
  expiresAt: now + keptFor,
});
