import type { Mail } from '../../domain/mails/mailer';
import { readersOf } from '../../domain/teams/readers-of';
import type { PortalContext } from '../portal-context';
import type { Tools } from '../tools';

/**
 * Mails those of a team who work with it, not its viewers. Nobody waits for such a mail: where one cannot be sent, the
 * page says the same.
 */
export async function notify(
  needs: Pick<Tools, 'teams' | 'accounts' | 'mailer' | 'limits' | 'onFault'>,
  context: PortalContext,
  team: string,
  mail: Pick<Mail, 'subject' | 'text'>,
): Promise<void> {
  const { mailer, limits, onFault } = needs;
  const own = context.var.account.id;
  const proof = `account ${own}`;
  const readers = (await readersOf(needs, team)).filter(({ account }) => account !== own);
  // All at once: the page waits for the slowest alone, and a decision that is kept is told so within its time.
  const told = await Promise.allSettled(
    readers.map(({ email: to }) =>
      limits.mail(context, { to, proof }, async () => (await mailer.send({ to, ...mail })) === 'sent'),
    ),
  );
  for (const one of told) if (one.status === 'rejected') onFault(one.reason);
}
