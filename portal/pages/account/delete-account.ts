import { Hono } from 'hono';
import * as z from 'zod';
import { erasedAfterDays } from '../../../domain/accounts/account';
import { makeDeleteAccount } from '../../../domain/accounts/delete-account';
import { makeEndApplication } from '../../../domain/applications/delete-application';
import { makeListApplications } from '../../../domain/applications/list-applications';
import { makeLeaveTeams } from '../../../domain/teams/close-team';
import type { OwnTeam } from '../../../domain/teams/find-team';
import { isLastOwner, type Team } from '../../../domain/teams/team';
import { cookieOf, dropCookie } from '../../http/cookies';
import { passwordField } from '../../http/form-fields';
import { mistakes, readForm } from '../../http/read-form';
import { paths } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';

const deleteForm = z.object({ password: passwordField });

export function deleteAccountRoutes(tools: Tools) {
  const { page, accounts, directory, sessions, limits, clock } = tools;
  const listApplications = makeListApplications(tools);
  const leaveTeams = makeLeaveTeams({ ...tools, endApplication: makeEndApplication(tools) });
  const deleteAccount = makeDeleteAccount({ accounts, directory, leaveTeams, clock });
  const app = new Hono<PortalBindings>();
  const ask = async (context: PortalContext, data: object = {}, status: 200 | 400 = 200) => {
    const { account } = context.var;
    const own = await listApplications(account.id);
    const alone = own.filter(({ team }) => team.members.length === 1);
    const ending = alone.flatMap(({ applications }) => applications).length;
    const about = { title: 'Delete your account', account, erasedAfterDays, ending, stuck: stuckOf(own, account.id) };
    return page(context, 'account/delete', { ...about, ...data }, status);
  };

  app.get(paths.deleteAccount, (context) => ask(context));
  app.post(paths.deleteAccount, async (context) => {
    const form = await readForm(context, deleteForm);
    if (form.errors) return ask(context, form, 400);
    const stuck = stuckOf(await listApplications(context.var.account.id), context.var.account.id);
    if (stuck.length > 0) return ask(context, {}, 400);
    const owner = await limits.isOwner(context, form.values.password);
    if (owner.refusal) return owner.refusal;
    if (!owner.answer) return ask(context, mistakes({ password: 'The password is wrong' }), 400);
    await deleteAccount(context.var.account.id);
    const secret = cookieOf(context, 'session');
    if (secret) await sessions.end(secret);
    dropCookie(context, 'session');
    dropCookie(context, 'device');
    context.set('session', undefined);
    return page(context, 'account/deleted', { title: 'Your account is deleted', erasedAfterDays });
  });
  return app;
}

/** Teams with others in them, that would be left without an owner. */
const stuckOf = (own: readonly OwnTeam[], account: string): Team[] =>
  own.flatMap(({ team }) => (team.members.length > 1 && isLastOwner(team, account) ? [team] : []));
