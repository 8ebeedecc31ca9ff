import type { Mail } from '../../../domain/mails/mailer';
import type { Member, Team } from '../../../domain/teams/team';
import { notify } from '../../../portal/http/notify';
import { MemoryAccountStore } from '../../memory/memory-account-store';
import { MemoryRevisedRows } from '../../memory/memory-revised-rows';
import { aDeveloper } from './a-browser';
import { aPortal } from './a-portal';
import { idIn } from './a-team';

describe('an account', () => {
  test('causes so many mails in a quarter of an hour, be they codes or invitations', async () => {
    const portal = aPortal({ settings: { mailsADay: 50 } });
    const ada = await aDeveloper(portal);
    const team = idIn((await ada.submit('/teams/new', '/teams', { name: 'Publishers' })).headers.get('location'));
    const invite = async (email: string) =>
      (await ada.submit(`/teams/${team}`, `/teams/${team}/invitations`, { email, invitedRole: 'viewer' })).status;
    const askCode = async (email: string) => (await ada.submit('/account/email', '/account/email', { email })).status;
    const seen = [];
    for (let at = 0; at < 4; at += 1) {
      seen.push([await invite(`invited-${at}@example.nhs.uk`), await askCode(`own-${at}@example.nhs.uk`)]);
    }
    expect(seen).toEqual([
      [303, 303],
      [303, 303],
      [303, 429],
      [429, 429],
    ]);
    expect(portal.mailer.sent).toHaveLength(3);
    expect((await portal.teams.find(team))?.invitations).toHaveLength(3);
  });

  test('causes so many in a day, by invitations alone too', async () => {
    const portal = aPortal({ settings: { mailsADay: 10 } });
    const ada = await aDeveloper(portal);
    const team = idIn((await ada.submit('/teams/new', '/teams', { name: 'Publishers' })).headers.get('location'));
    const seen = [];
    for (let at = 0; at < 4; at += 1) {
      portal.clock.advance(15 * 60);
      const invited = { email: `to-${at}@example.nhs.uk`, invitedRole: 'viewer' };
      seen.push((await ada.submit(`/teams/${team}`, `/teams/${team}/invitations`, invited)).status);
    }
    expect(seen).toEqual([303, 303, 429, 429]);
  });
});

describe('those who work with a team', () => {
  /** A team of twelve, whom a mailer mails that asks the test. */
  async function twelve(send: (mail: Mail) => Promise<'sent' | 'refused'>) {
    const [teams, accounts] = [new MemoryRevisedRows<Team>(), new MemoryAccountStore()];
    const createdAt = '2026-01-05T09:00:00.000Z';
    const members = Array.from({ length: 12 }, (_, at): Member => {
      const role = at === 11 ? 'owner' : at < 2 ? 'viewer' : 'member';
      return { account: `account-${at}`, role, since: createdAt };
    });
    for (const { account: id } of members) {
      const parts = {
        name: 'Ada',
        email: `${id}@example.nhs.uk`,
        status: 'active' as const,
        teams: [],
        applications: [],
      };
      await accounts.save({ id, revision: 1, createdAt, ...parts });
    }
    const parts = { name: 'Publishers', status: 'active' as const, invitations: [], applications: [], products: [] };
    await teams.save({ id: 'team', revision: 1, members, createdAt, ...parts });
    const limits = {
      mail: async (_context: unknown, _request: unknown, ask: () => Promise<boolean>) => void (await ask()),
    };
    const context = { var: { account: { id: 'account-11' } } };
    const tools = { teams, accounts, mailer: { send }, limits };
    return () => notify(tools as never, context as never, 'team', { subject: 'A word', text: 'A text' });
  }

  test('are all mailed at once, so that a slow mail server costs its reader the wait for one', async () => {
    const asked: string[] = [];
    let answer = (_: 'sent') => {};
    const all = new Promise<'sent'>((resolve) => {
      answer = resolve;
    });
    const tell = await twelve(({ to }) => {
      if (asked.push(to) === 9) answer('sent');
      return all;
    });
    await tell();
    expect(asked).toHaveLength(9);
    expect(asked).not.toContain('account-0@example.nhs.uk');
    expect(asked).not.toContain('account-11@example.nhs.uk');
  });

  test('are told by those mails that can be sent, whatever one of them meets', async () => {
    const sent: string[] = [];
    const tell = await twelve(async ({ to }) => {
      if (to.startsWith('account-2@')) return 'refused';
      sent.push(to);
      return 'sent';
    });
    await tell();
    expect(sent).toHaveLength(8);
  });
});
