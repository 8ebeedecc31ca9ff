import { Hono } from 'hono';
import { makeKnownDevices } from '../domain/accounts/known-devices';
import { makeSessions } from '../domain/accounts/sessions';
import { ApplicationSuspended } from '../domain/applications/own-application';
import { leastRole, NotAllowed } from '../domain/teams/permissions';
import { guardForms, limitBody } from './http/form-guard';
import { makeLimits } from './http/limits';
import { securityHeaders } from './http/security-headers';
import { visitors } from './http/visitors';
import { accountRoutes } from './pages/account/account';
import { applicationRoutes } from './pages/applications/applications';
import { catalogueRoutes } from './pages/catalogue/catalogue';
import { forgottenPasswordRoutes } from './pages/forgotten-password/forgotten-password';
import { goLiveRoutes } from './pages/go-live/go-live';
import { guidanceRoutes } from './pages/guidance/guidance';
import { informationRoutes } from './pages/information/information';
import { machineFileRoutes } from './pages/information/machine-files';
import { producerRoutes } from './pages/producer/producer';
import { productRoutes } from './pages/products/products';
import { signInRoutes } from './pages/sign-in/sign-in';
import { signUpRoutes } from './pages/sign-up/sign-up';
import { teamRoutes } from './pages/teams/teams';
import { tutorialRoutes } from './pages/tutorials/tutorials';
import type { PortalBindings } from './portal-context';
import type { PortalNeeds } from './portal-needs';
import { makePage } from './view/make-page';
import { makeRender } from './view/make-render';

/** The developer portal: one `fetch` for a Lambda, a test or a server of one's own. */
export function portalApp(needs: PortalNeeds): Hono<PortalBindings> {
  const { templates, assets, environment, hash, clock, newSecret, onFault } = needs;
  const page = makePage({ render: makeRender(templates, assets), environment });
  const sessions = makeSessions({ store: needs.sessions, hash, clock, newSecret });
  const devices = makeKnownDevices(needs);
  const limits = makeLimits({ ...needs, page, devices });
  const tools = { ...needs, page, sessions, devices, limits };

  const app = new Hono<PortalBindings>();
  app.use(securityHeaders({ newSecret, environment }));
  app.use(visitors({ sessions, newSecret }));
  app.use(limitBody({ page }));
  app.use(guardForms({ page, hash, portalUrl: environment.portalUrl }));
  for (const routes of [
    informationRoutes,
    machineFileRoutes,
    tutorialRoutes,
    catalogueRoutes,
    signUpRoutes,
    signInRoutes,
    forgottenPasswordRoutes,
    accountRoutes,
    applicationRoutes,
    teamRoutes,
    producerRoutes,
    goLiveRoutes,
    guidanceRoutes,
    productRoutes,
  ]) {
    app.route('/', routes(tools));
  }
  app.notFound((context) => page(context, 'errors/not-found', { title: 'Page not found' }, 404));
  app.onError((error, context) => {
    if (error instanceof NotAllowed) {
      const data = { title: 'Your role does not allow this', role: error.role, least: leastRole(error.action) };
      return page(context, 'errors/not-allowed', data, 403);
    }
    if (error instanceof ApplicationSuspended) {
      return page(context, 'errors/suspended', { title: 'The application is suspended' }, 403);
    }
    onFault(error);
    return page(context, 'errors/fault', { title: 'There is a problem with the service' }, 500);
  });
  return app;
}
