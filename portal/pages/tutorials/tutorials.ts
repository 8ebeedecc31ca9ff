import { Hono } from 'hono';
import type { Application } from '../../../domain/applications/application';
import { makeListApplications } from '../../../domain/applications/list-applications';
import { makeListApis } from '../../../domain/catalogue/list-apis';
import { paths } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';
import { tutorialCommands } from './commands';
import { errorCodeOf } from './error-code-of';
import { tutorialValues } from './tutorial-values';

export const tutorials = [
  {
    name: 'first-call',
    title: 'Make your first API call',
    about: 'Call an open API and the sandbox. You need no account.',
  },
  { name: 'api-key', title: 'Call an API with an API key', about: 'Register an application and send its key.' },
  {
    name: 'signed-jwt',
    title: 'Get an access token with a signed JWT',
    about: 'Make a key pair, give us the public half and get a token.',
  },
  {
    name: 'combined-sign-in',
    title: 'Sign users in through the platform',
    about: 'Send a patient or a healthcare worker to NHS login or CIS2 and receive an access token for them.',
  },
  {
    name: 'separate-sign-in',
    title: 'Trade an ID token for an access token',
    about: 'Sign users in with CIS2 or NHS login yourself, and call APIs for them.',
  },
] as const;

/** The tutorials: to whoever is signed in they print the values of an application of theirs. */
export function tutorialRoutes(tools: Tools) {
  const { page, registry, accounts, clock, environment } = tools;
  const listApis = makeListApis({ registry, clock });
  const listApplications = makeListApplications(tools);
  const app = new Hono<PortalBindings>();

  /** Those of whoever is signed in, the newest first. */
  async function ownApplications({ var: { session } }: PortalContext): Promise<Application[]> {
    const account = session && (await accounts.find(session.account));
    if (account?.status !== 'active' || account.generation !== session?.generation) return [];
    const own = (await listApplications(account.id)).flatMap((team) => team.applications);
    const usable = own.filter(({ status }) => status === 'approved');
    return usable.sort((one, other) => ((one.createdAt ?? '') < (other.createdAt ?? '') ? 1 : -1));
  }

  app.get(paths.tutorials, (context) => page(context, 'tutorials/tutorials', { title: 'Tutorials', tutorials }));
  for (const { name, title } of tutorials) {
    app.get(`${paths.tutorials}/${name}`, async (context) => {
      const own = await ownApplications(context);
      const application = own.find(({ id }) => id === context.req.query('application')) ?? own[0];
      const values = tutorialValues(environment, await listApis(), application);
      const errorCode = name === 'first-call' ? await errorCodeOf(tools, values.calls.open) : undefined;
      return page(context, `tutorials/${name}`, {
        title,
        settings: environment,
        values,
        application,
        others: own.filter((one) => one !== application),
        commands: tutorialCommands(environment, values, errorCode),
      });
    });
  }
  return app;
}
