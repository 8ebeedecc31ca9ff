import type { SecretHash } from '../credentials/secret-hash';
import type { Clock } from '../ports';
import type { AttemptLimit, Attempts } from './attempts';

/** What can be guessed at: each is counted for itself. */
export type Guessed = 'password' | 'sign-up code' | 'reset code' | 'address code';

export interface Guesser {
  readonly email: string;
  readonly address: string;
  /** What the browser has proved before, where it has: a device that is known for the account, or a session. */
  readonly proof: string | undefined;
}

const quarterOfAnHour = 15 * 60;
const day = 24 * 60 * 60;

/** NIST SP 800-63B §3.2.2 allows no more than 100 wrong tries at an account. */
const limits = {
  proof: { most: 10, seconds: quarterOfAnHour },
  proofADay: { most: 100, seconds: day },
  addressAtAccount: { most: 10, seconds: quarterOfAnHour },
  /** So that no one address uses up what strangers have. */
  addressAtAccountADay: { most: 30, seconds: day },
  address: { most: 100, seconds: quarterOfAnHour },
  strangersAtAccount: { most: 100, seconds: day },
} as const satisfies Record<string, AttemptLimit>;

interface Needs {
  readonly attempts: Attempts;
  readonly hash: SecretHash;
  readonly clock: Clock;
}

export type LimitGuesses = ReturnType<typeof makeLimitGuesses>;

/**
 * Lets a guess be made where what the guesser has allows one more: the address it comes from before the account that it
 * is aimed at, and neither where the browser has proved itself. Each try is counted before it is made, so that many at
 * once are no more than one after another, and given back where it was right.
 */
export const makeLimitGuesses =
  ({ attempts, hash, clock }: Needs) =>
  async <T>(
    what: Guessed,
    { email, address, proof }: Guesser,
    guess: () => Promise<{ readonly isRight: boolean; readonly answer: T }>,
  ): Promise<{ readonly outcome: 'tried'; readonly answer: T } | { readonly outcome: 'too-many' }> => {
    // What is counted rests only hashed, and differently each day.
    const today = clock.now().toISOString().slice(0, 10);
    const counter = (limit: AttemptLimit, ...parts: readonly string[]) => ({
      key: `${what} ${hash.of(JSON.stringify([...parts, today]))}`,
      limit,
    });
    const counters =
      proof === undefined
        ? [
            counter(limits.addressAtAccount, 'address', address, email),
            counter(limits.addressAtAccountADay, 'address a day', address, email),
            counter(limits.address, 'address', address),
            counter(limits.strangersAtAccount, 'account', email),
          ]
        : [counter(limits.proof, 'proof', proof), counter(limits.proofADay, 'proof a day', proof)];
    for (const { key, limit } of counters) {
      if (!(await attempts.allow(key, limit))) return { outcome: 'too-many' };
    }
    const { isRight, answer } = await guess();
    if (isRight) await Promise.all(counters.map(({ key, limit }) => attempts.giveBack(key, limit)));
    return { outcome: 'tried', answer };
  };
