import { Hono } from 'hono';
import { eventsAsCsv, readEvents } from '../../../domain/events/read-events';
import { verbs } from '../../../domain/events/verbs';
import { findTeam } from '../../../domain/teams/find-team';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';
import { oneTeam, teamAskedFor } from './asked-for';

const onePage = 50;

/** What happened to what a team answers for, for those in it. */
export function eventRoutes(tools: Tools) {
  const { page, events, accounts } = tools;
  const app = new Hono<PortalBindings>();
  const ownTeam = (context: PortalContext) => findTeam(tools, teamAskedFor(context), 'events.view');

  app.get(`${oneTeam}/events`, async (context) => {
    const own = await ownTeam(context);
    if (!own) return context.notFound();
    const { team } = own;
    const found = await events.latest(team.id, { below: belowOf(context), most: onePage });
    const people = await Promise.all(
      team.members.map(async ({ account }) => [`account ${account}`, (await accounts.find(account))?.name] as const),
    );
    const names = new Map(people);
    const shown = found.map(({ what, who, ...one }) => ({ ...one, what: verbs[what], who: nameOf(who, names) }));
    const older = found.length === onePage ? found.at(-1)?.number : undefined;
    return page(context, 'teams/events', { title: 'Events', team, events: shown, older });
  });

  app.get(`${oneTeam}/events.json`, async (context) => {
    const own = await ownTeam(context);
    if (!own) return context.notFound();
    return context.json(await readEvents(events, own.team.id, belowOf(context)));
  });
  app.get(`${oneTeam}/events.csv`, async (context) => {
    const own = await ownTeam(context);
    if (!own) return context.notFound();
    const text = eventsAsCsv(await readEvents(events, own.team.id, belowOf(context)));
    return context.body(text, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="events.csv"',
    });
  });
  return app;
}

/** The number below which events are asked for; what is none asks for the latest. */
function belowOf(context: PortalContext): number | undefined {
  const asked = context.req.query('below') ?? '';
  return /^\d{1,12}$/.test(asked) ? Number(asked) : undefined;
}

function nameOf(who: string, names: ReadonlyMap<string, string | undefined>): string {
  if (who.startsWith('operator ')) return 'An operator of the platform';
  if (who.startsWith('platform ')) return 'The platform';
  return names.get(who) ?? 'Somebody outside the team';
}
