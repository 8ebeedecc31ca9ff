import { Hono } from 'hono';
import { makeListSubscribers } from '../../../domain/applications/list-subscribers';
import { modeIn } from '../../../domain/publishing/subscription-mode';
import { listTeams } from '../../../domain/teams/find-team';
import { signedIn } from '../../http/signed-in';
import { paths } from '../../paths';
import type { PortalBindings } from '../../portal-context';
import type { Tools } from '../../tools';
import { announcementRoutes } from './announcements';
import { apiAccessRoutes } from './api-access';
import { reviewRoutes } from './review';
import { usageRoutes } from './usage';

/** What those who publish APIs see of them. */
export function producerRoutes(tools: Tools) {
  const { page, registry, environment } = tools;
  const listSubscribers = makeListSubscribers(tools);
  const app = new Hono<PortalBindings>();
  app.use(paths.producer, signedIn(tools));
  app.use(`${paths.producer}/*`, signedIn(tools));

  app.get(paths.producer, async (context) => {
    const own = await listTeams(tools, context.var.account.id);
    const teams = new Map(own.map(({ team }) => [team.id, team.name]));
    const entries = (await registry.list()).filter(({ publisher: { team } }) => team !== undefined && teams.has(team));
    const apis = entries.map(async ({ api, title, apiVersion, registeredAt, publisher, subscriptions }) => {
      const all = await listSubscribers(api);
      return {
        ...{ api, title, apiVersion, registeredAt },
        mode: modeIn({ subscriptions, publisher }, environment),
        team: teams.get(publisher.team ?? ''),
        waiting: all.filter(({ standing }) => ['pending', 'asked again'].includes(standing)).length,
        subscribed: all.filter(({ standing }) => standing === 'approved').length,
      };
    });
    const sorted = (await Promise.all(apis)).sort((one, other) => one.title.localeCompare(other.title, 'en-GB'));
    return page(context, 'producer/producer', { title: 'My APIs', apis: sorted });
  });
  for (const routes of [reviewRoutes, usageRoutes, announcementRoutes, apiAccessRoutes]) app.route('/', routes(tools));
  return app;
}
