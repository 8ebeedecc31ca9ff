import * as z from 'zod';
import type { AttemptLimit } from '../../accounts/attempts';
import type { TokenRefusalCode } from '../nhs-refusals';
import type { OAuthPorts } from '../ports';
import { applicationNamedIn, type TokenForm } from '../token-form';
import { TokenRefusal } from '../token-refusal';

const limit = z.object({ most: z.int().positive(), seconds: z.int().positive() });

/** How often the authorisation server may be asked. */
export const requestLimits = z.object({
  /** Requests from one address that prove nothing: sign-ins that begin, and whatever is refused. */
  address: limit,
  /** Requests of one application that proved itself, by endpoint. */
  application: z.object({ token: limit, revoke: limit, introspect: limit }),
  /** Failures to prove to be one application, from one address. */
  failures: limit,
});
export type RequestLimits = z.infer<typeof requestLimits>;

/** The endpoints at which applications prove themselves. */
export type LimitedEndpoint = keyof RequestLimits['application'];

export type LimitRequestsPorts = Pick<OAuthPorts, 'attempts' | 'marks' | 'clock' | 'onUnanswered'> & {
  readonly limits: RequestLimits;
};

/** What a wrong guess at a secret or a key looks like; other mistakes prove nothing wrong. */
const guesses: readonly TokenRefusalCode[] = ['signature_invalid', 'client_secret_invalid'];

/**
 * Limits who asks by what they are: whoever proves to be an application, by that application; anybody else by their
 * address, and then only what is refused anyway is answered 429. Many stand behind one address, a hospital's for one,
 * and what strangers there send must not stop who brings a right proof. What cannot be counted is let through: firewall
 * and gateway limit too, and without its tables the server gives out no token.
 */
export const makeLimitRequests = ({ attempts, limits, marks, clock, onUnanswered }: LimitRequestsPorts) => {
  // Marked differently each day, so that nobody is followed by their address.
  const isWithin = async (limit: AttemptLimit, kind: string, ...parts: readonly string[]): Promise<boolean> => {
    try {
      const day = clock.now().toISOString().slice(0, 10);
      return await attempts.allow(`${kind} ${await marks.of([kind, ...parts, day].join(' '))}`, limit);
    } catch (error) {
      onUnanswered(error);
      return true;
    }
  };

  /**
   * Of what nobody has to prove anything for.
   * @throws TokenRefusal once the address has sent too much.
   */
  async function admit(address: string): Promise<void> {
    if (!(await isWithin(limits.address, 'began', address))) throw new TokenRefusal('rate_limited');
  }

  /**
   * Counted once the application has proved itself, so that nobody can use up what is another's.
   * @throws TokenRefusal once it has asked too often.
   */
  async function admitApplication(endpoint: LimitedEndpoint, id: string): Promise<void> {
    const isAllowed = await isWithin(limits.application[endpoint], `application ${endpoint}`, id);
    if (!isAllowed) throw new TokenRefusal('rate_limited');
  }

  /**
   * Of who proved nothing. Nothing is looked up before: a proof that holds is never kept waiting by those that did not.
   * @throws TokenRefusal once the address has sent too much of it.
   */
  async function countRefusal(error: unknown, address: string, form?: TokenForm): Promise<void> {
    if (!(error instanceof TokenRefusal) || error.status >= 500) return;
    if (!(await isWithin(limits.address, 'refused', address))) throw new TokenRefusal('rate_limited');
    const named = form && isGuess(error) ? applicationNamedIn(form) : undefined;
    if (named !== undefined && !(await isWithin(limits.failures, 'failed', named, address))) {
      throw new TokenRefusal('failed_too_often');
    }
  }

  /** Work for whoever brings something that holds, such as a token or a way back. */
  async function refusing<Answer>(address: string, work: () => Promise<Answer>): Promise<Answer> {
    try {
      return await work();
    } catch (error) {
      await countRefusal(error, address);
      throw error;
    }
  }

  return { admit, admitApplication, countRefusal, refusing };
};

const isGuess = (error: TokenRefusal): boolean => error.field === 'client_assertion' && guesses.includes(error.code);
