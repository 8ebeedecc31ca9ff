import type { AccountDirectory } from '../../domain/accounts/account-directory';
import type { KnownDevices } from '../../domain/accounts/known-devices';
import { type Guessed, makeLimitGuesses } from '../../domain/accounts/limit-guesses';
import { makeLimitMails } from '../../domain/accounts/limit-mails';
import type { PortalContext } from '../portal-context';
import type { PortalNeeds } from '../portal-needs';
import type { Page } from '../view/make-page';
import { cookieOf } from './cookies';
import { visitorAddress } from './visitor-address';

interface Needs extends Pick<PortalNeeds, 'attempts' | 'hash' | 'clock' | 'environment' | 'onMailsRefused'> {
  readonly page: Page;
  readonly devices: KnownDevices;
  readonly directory: Pick<AccountDirectory, 'authenticate'>;
}

export type Limits = ReturnType<typeof makeLimits>;

/** What may be tried how often, and what a visitor who has tried enough is shown. */
export function makeLimits({ page, devices, directory, environment, onMailsRefused, ...counting }: Needs) {
  const limitGuesses = makeLimitGuesses(counting);
  const limitMails = makeLimitMails({ ...counting, mailsADay: environment.mailsADay });

  const tooMany = (context: PortalContext): Response =>
    page(context, 'errors/too-many', { title: 'Too many tries' }, 429);
  const noMails = (context: PortalContext): Response => {
    onMailsRefused();
    return page(context, 'errors/no-mails', { title: 'We cannot send email now' }, 503);
  };

  /** The answer to a guess, or the page that is shown in its place. */
  async function guess<T>(
    context: PortalContext,
    { what, email, proof }: { readonly what: Guessed; readonly email: string; readonly proof?: string },
    attempt: () => Promise<{ readonly isRight: boolean; readonly answer: T }>,
  ): Promise<{ readonly refusal: Response } | { readonly refusal?: undefined; readonly answer: T }> {
    const proved = proof ?? (await devices.proof(cookieOf(context, 'device'), email));
    const guesser = { email, address: visitorAddress(context), proof: proved };
    const tried = await limitGuesses(what, guesser, attempt);
    return tried.outcome === 'tried' ? { answer: tried.answer } : { refusal: tooMany(context) };
  }

  return {
    guess,

    /** Whether a password is that of who is signed in, or the page that is shown in its place. */
    isOwner: (context: PortalContext, password: string) => {
      const { account, session } = context.var;
      const proof = session && { proof: `session ${session.id}` };
      return guess(context, { what: 'password', email: account.email, ...proof }, async () => {
        const known = await directory.authenticate({ email: account.email, password });
        const isRight = known.outcome === 'authenticated' && known.user.id === account.id;
        return { isRight, answer: isRight };
      });
    },

    /** Sends a mail, if one more may be sent; otherwise answers the page that is shown in its place. */
    async mail(
      context: PortalContext,
      { to, proof }: { readonly to: string; readonly proof?: string },
      send: () => Promise<boolean>,
    ): Promise<Response | undefined> {
      const proved = proof ?? (await devices.proof(cookieOf(context, 'device'), to));
      const decision = await limitMails({ to, address: visitorAddress(context), proof: proved });
      if (decision === 'visitor-has-had-enough') return tooMany(context);
      return decision === 'allowed' && (await send()) ? undefined : noMails(context);
    },
  };
}
