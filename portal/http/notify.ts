import type { Mail } from '../../domain/mails/mailer';
import { roles } from '../../domain/teams/permissions';
import type { PortalContext } from '../portal-context';
import type { Tools } from '../tools';

/** Of one team; those of most right first. */
const mostReaders = 10;

/**
 * Mails those of a team who work with it, not its viewers. Nobody waits for such a mail: where one cannot be sent, the
 * page says the same.
 */
export async function notify(
  { teams, accounts, mailer, limits, onFault }: Pick<Tools, 'teams' | 'accounts' | 'mailer' | 'limits' | 'onFault'>,
  context: PortalContext,
  team: string,
  mail: Pick<Mail, 'subject' | 'text'>,
): Promise<void> {
  const members = (await teams.find(team))?.members.filter(({ role }) => role !== 'viewer') ?? [];
  const readers = members
    .sort((one, other) => roles.indexOf(other.role) - roles.indexOf(one.role))
    .slice(0, mostReaders);
  const proof = `account ${context.var.account.id}`;
  // All at once: the page waits for the slowest alone, and a decision that is kept is told so within its time.
  const told = await Promise.allSettled(readers.map(({ account }) => tell(account)));
  for (const one of told) if (one.status === 'rejected') onFault(one.reason);

  async function tell(account: string): Promise<void> {
    const found = await accounts.find(account);
    if (found?.status !== 'active' || found.id === context.var.account.id) return;
    await limits.mail(
      context,
      { to: found.email, proof },
      async () => (await mailer.send({ to: found.email, ...mail })) === 'sent',
    );
  }
}
