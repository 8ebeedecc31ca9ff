import * as z from 'zod';
import type { SecretHash } from '../access/secret-hash';
import type { Attempts } from '../accounts/attempts';
import type { Clock } from '../ports';
import { applicationNamedIn } from './application-named-in';
import type { Authenticate } from './authenticate-application';
import type { TokenForm } from './token-form';
import { TokenRefusal, type TokenRefusalCode } from './token-refusal';

const limit = z.object({ most: z.int().positive(), seconds: z.int().positive() });

/** How often the authorisation server may be asked. */
export const requestLimits = z.object({
  /** All requests from one address, counted before any work. */
  address: limit,
  /** Requests of one application that proved itself, by endpoint. */
  application: z.object({ token: limit, revoke: limit, introspect: limit }),
  /** Failures to prove to be one application, from one address. */
  failures: limit,
});
export type RequestLimits = z.infer<typeof requestLimits>;

export interface LimitRequestsNeeds {
  readonly attempts: Attempts;
  readonly limits: RequestLimits;
  readonly hash: SecretHash;
  readonly clock: Clock;
  /** Told of what did not answer, where the request goes on without. */
  readonly onUnanswered: (error: unknown) => void;
}

type Operation<Answer> = (form: TokenForm) => Promise<Answer>;

/** What a wrong guess at a secret or a key looks like; other mistakes prove nothing wrong. */
const guesses: readonly TokenRefusalCode[] = ['signature_invalid', 'client_secret_invalid'];

/**
 * Limits who asks. What cannot be counted is let through: firewall and gateway limit too, and without its tables the
 * server gives out no token.
 */
export const makeLimitRequests = ({ attempts, limits, hash, clock, onUnanswered }: LimitRequestsNeeds) => {
  // Addresses rest only hashed, and differently each day, so that nobody is followed by them.
  const keyOf = (kind: string, ...parts: readonly string[]) =>
    `${kind} ${hash.of([...parts, clock.now().toISOString().slice(0, 10)].join(' '))}`;
  const unlessUncounted = (answer: Promise<boolean>) =>
    answer.catch((error) => {
      onUnanswered(error);
      return true;
    });

  return {
    /** @throws TokenRefusal once the address has sent too much. */
    async admit(address: string): Promise<void> {
      const isAllowed = await unlessUncounted(attempts.allow(keyOf('address', address), limits.address));
      if (!isAllowed) throw new TokenRefusal('rate_limited');
    },

    /** Counted once the application has proved itself, so that nobody can use up what is another's. */
    counted:
      (endpoint: keyof RequestLimits['application'], authenticate: Authenticate): Authenticate =>
      async (form) => {
        const application = await authenticate(form);
        const key = `application ${endpoint} ${application.id}`;
        const isAllowed = await unlessUncounted(attempts.allow(key, limits.application[endpoint]));
        if (!isAllowed) throw new TokenRefusal('rate_limited');
        return application;
      },

    /** Looked up before anything is compared; those in flight at that moment are not counted yet. */
    guarded:
      <Answer>(operation: Operation<Answer>) =>
      async (form: TokenForm, address: string): Promise<Answer> => {
        const named = applicationNamedIn(form);
        if (named === undefined) return operation(form);
        const key = keyOf('failed', named, address);
        const mayTry = await unlessUncounted(attempts.mayTry(key, limits.failures));
        if (!mayTry) throw new TokenRefusal('failed_too_often');
        try {
          return await operation(form);
        } catch (error) {
          if (isGuess(error)) await unlessUncounted(attempts.allow(key, limits.failures));
          throw error;
        }
      },
  };
};

const isGuess = (error: unknown): boolean =>
  error instanceof TokenRefusal && error.field === 'client_assertion' && guesses.includes(error.code);
