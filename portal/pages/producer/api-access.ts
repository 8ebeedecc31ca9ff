import { Hono } from 'hono';
import * as z from 'zod';
import { requestId } from '../../../domain/applications/access-request';
import {
  type DecideOutcome,
  makeDecideForPublisher,
  makeInviteApplication,
  ownApi,
  type PublisherMove,
  publisherMoves,
} from '../../../domain/applications/decide-for-publisher';
import { makeListSubscribers } from '../../../domain/applications/list-subscribers';
import { moves, standingOf, subscriptionTo } from '../../../domain/applications/subscription';
import { makeListReviews } from '../../../domain/onboarding/list-reviews';
import { modeIn } from '../../../domain/publishing/subscription-mode';
import { allows } from '../../../domain/teams/permissions';
import { roleOf } from '../../../domain/teams/team';
import { reasonField } from '../../http/form-fields';
import { notify } from '../../http/notify';
import { mistakes, readForm } from '../../http/read-form';
import { applicationPath, paths, producerPath } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';
import { accessStory, standings } from '../../view/access-story';
import { conformanceFor } from '../../view/conformance-for';
import { states } from '../products/states';
import { decisionMail } from './access-mails';

const one = `${paths.producer}/:api`;
const ofApplication = `${one}/applications/:application`;
const perPage = 50;

const decisionForm = z
  .object({ move: z.enum(publisherMoves, 'Choose what you decide'), reason: reasonField.default('') })
  .refine(({ move, reason }) => reason !== '' || ['publisher approves', 'publisher restores'].includes(move), {
    path: ['reason'],
    message: 'Enter a reason: the application’s team reads it',
  });
const inviteForm = z.object({
  application: z.string('Enter an application ID').trim().min(1, 'Enter an application ID'),
});

const labels: Readonly<Record<PublisherMove, string>> = {
  'publisher approves': 'Approve',
  'publisher returns': 'Return it, for the team to say more',
  'publisher refuses': 'Refuse',
  'publisher withdraws': 'Suspend access',
  'publisher restores': 'Restore access',
};

const refusals: Readonly<Record<Exclude<DecideOutcome, 'done' | 'one_of_two' | 'not_found'>, string>> = {
  own_request: 'You are in the team that asks: in production somebody else of the publisher decides',
  not_possible: 'Somebody has decided meanwhile, or the platform has no room for another subscription: look again',
};

/** What has just been done, by the word in the address. */
const news: ReadonlyMap<string, string> = new Map([
  ['decided', 'Your decision is kept. It holds at the gateway within 60 seconds.'],
  ['one_of_two', 'Your approval is kept. It takes another person of your team.'],
  ['invited', 'The application is invited. Its team can subscribe it now.'],
]);

/** Who may call an API, decided by the team that answers for it. */
export function apiAccessRoutes(tools: Tools) {
  const { page, applications, requests, teams, organisations, environment } = tools;
  const needs = { ...tools, production: environment.production };
  const listSubscribers = makeListSubscribers(tools);
  const listReviews = makeListReviews(tools);
  const decide = makeDecideForPublisher(needs);
  const invite = makeInviteApplication(needs);
  const app = new Hono<PortalBindings>();
  const askedFor = (context: PortalContext) => ({
    account: context.var.account.id,
    api: context.req.param('api') ?? '',
    application: context.req.param('application') ?? '',
  });
  const mayDecide = async (team: string | undefined, account: string): Promise<boolean> => {
    const found = team === undefined ? undefined : await teams.find(team);
    const role = found && roleOf(found, account);
    return role !== undefined && allows(role, 'apis.decide');
  };

  async function showApi(context: PortalContext, data: object = {}, status: 200 | 400 = 200) {
    const asked = askedFor(context);
    const entry = await ownApi(tools, asked, 'apis.view');
    if (!entry) return context.notFound();
    const all = await listSubscribers(asked.api);
    const pages = Math.max(1, Math.ceil(all.length / perPage));
    const wanted = Number(context.req.query('page') ?? '1');
    const at = Number.isInteger(wanted) && wanted >= 1 && wanted <= pages ? wanted : 1;
    const shown = all.slice((at - 1) * perPage, at * perPage).map(({ application, standing }) => ({
      ...{ id: application.id, name: application.name, since: subscriptionTo(application, asked.api)?.since },
      standing: standing === 'none' ? '' : standings[standing],
    }));
    const about = {
      title: entry.title,
      entry,
      mode: modeIn(entry, environment),
      reviews: (await listReviews(entry)).filter(({ submission }) => submission.state !== 'draft'),
      states,
      subscribers: shown,
      total: all.length,
      paging: { at, pages },
      mayDecide: await mayDecide(entry.publisher.team, asked.account),
      news: status === 200 ? news.get(context.req.query('done') ?? '') : undefined,
    };
    return page(context, 'producer/api', { ...about, ...data }, status);
  }

  async function showApplication(context: PortalContext, data: object = {}, status: 200 | 400 = 200) {
    const asked = askedFor(context);
    const entry = await ownApi(tools, asked, 'apis.view');
    const application = entry && (await applications.find(asked.application));
    const standing = application ? standingOf(application, asked.api) : 'none';
    const request = await requests.find(requestId(asked.application, asked.api));
    if (!(entry && application?.team && (standing !== 'none' || request))) return context.notFound();
    const team = await teams.find(application.team);
    const possible = publisherMoves.filter((move) => moves[move][standing] !== undefined);
    const isDecider = await mayDecide(entry.publisher.team, asked.account);
    const about = {
      title: `${application.name} and ${entry.title}`,
      ...{ entry, application, team },
      organisation: team?.organisation ? await organisations.find(team.organisation) : undefined,
      standing: standing === 'none' ? 'Invited, and not subscribed' : standings[standing],
      purpose: request?.purpose,
      conformance: await conformanceFor(tools, entry, application.id),
      story: await accessStory(tools, request, 'publisher'),
      choices: isDecider ? possible.map((move) => ({ value: move, text: labels[move] })) : [],
      votes: request?.votes.length ?? 0,
      news: status === 200 ? news.get(context.req.query('done') ?? '') : undefined,
    };
    return page(context, 'producer/application', { ...about, ...data }, status);
  }

  app.get(one, (context) => showApi(context));
  app.get(ofApplication, (context) => showApplication(context));
  app.get(`${one}/invitations`, (context) => context.redirect(producerPath(askedFor(context).api), 303));
  app.post(`${one}/invitations`, async (context) => {
    const asked = askedFor(context);
    const form = await readForm(context, inviteForm);
    if (form.errors) return showApi(context, form, 400);
    const { application } = form.values;
    const invited = await invite({ ...asked, application });
    if (invited)
      return context.redirect(
        `${producerPath(asked.api)}/applications/${encodeURIComponent(application)}?done=invited`,
        303,
      );
    return showApi(
      context,
      { ...mistakes({ application: 'There is no application of this ID' }), typed: form.values },
      400,
    );
  });
  app.post(ofApplication, async (context) => {
    const asked = askedFor(context);
    const form = await readForm(context, decisionForm);
    if (form.errors) return showApplication(context, form, 400);
    const { move, reason } = form.values;
    const outcome = await decide({ ...asked, move, ...(reason && { reason }) });
    if (outcome === 'not_found') return context.notFound();
    if (outcome === 'own_request' || outcome === 'not_possible') {
      return showApplication(context, { ...mistakes({ move: refusals[outcome] }), typed: form.values }, 400);
    }
    if (outcome === 'done') await tellApplicants(context, asked, move);
    return context.redirect(`${context.req.path}?done=${outcome === 'done' ? 'decided' : outcome}`, 303);
  });
  return app;

  async function tellApplicants(
    context: PortalContext,
    { api, application }: { api: string; application: string },
    move: PublisherMove,
  ) {
    const found = await applications.find(application);
    const title = (await tools.registry.find(api))?.title ?? api;
    const url = `${environment.portalUrl}${applicationPath(application)}/subscriptions/${encodeURIComponent(api)}`;
    if (found?.team) await notify(tools, context, found.team, decisionMail(move, { title, url }));
  }
}
