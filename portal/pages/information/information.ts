import { Hono } from 'hono';
import { erasedAfterDays } from '../../../domain/accounts/account';
import { unconfirmedForDays } from '../../../domain/accounts/account-directory';
import { terms } from '../../../domain/accounts/terms';
import { makeListApis } from '../../../domain/catalogue/list-apis';
import { clientAddressWords } from '../../../domain/logs/client-address-words';
import { paths } from '../../paths';
import type { PortalEnvironment } from '../../portal-environment';
import type { Tools } from '../../tools';

/** Pages that only tell: their templates and titles by path. */
const plain = {
  [paths.getStarted]: ['get-started', 'Get started'],
  [paths.cookies]: ['cookies', 'Cookies'],
  [paths.accessibility]: ['accessibility', 'Accessibility statement'],
  [paths.terms]: ['terms', 'Terms of use'],
} as const;

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

export function informationRoutes({ page, registry, clock, retention, environment }: Tools) {
  const listApis = makeListApis({ registry, clock });
  const told = retention.map((rule) => ({ ...rule, store: words(rule.store), categories: rule.categories.map(words) }));
  const app = new Hono<PortalEnvironment>();

  app.get(paths.home, async (context) => {
    const apis = await listApis();
    return page(context, 'information/home', {
      title: 'Connect to health and care APIs',
      apiCount: apis.length,
      tutorials,
    });
  });
  for (const [path, [template, title]] of Object.entries(plain)) {
    app.get(path, (context) => page(context, `information/${template}`, { title, settings: environment, terms }));
  }
  app.get(paths.tutorials, (context) => page(context, 'tutorials/tutorials', { title: 'Tutorials', tutorials }));
  for (const { name, title } of tutorials) {
    app.get(`${paths.tutorials}/${name}`, async (context) =>
      page(context, `tutorials/${name}`, { title, settings: environment, example: await openExample(listApis) }),
    );
  }
  app.get(paths.privacy, (context) =>
    page(context, 'information/privacy', {
      title: 'Privacy notice',
      retention: told,
      erasedAfterDays,
      unconfirmedForDays,
      clientAddress: clientAddressWords[environment.clientAddress],
    }),
  );
  app.get(paths.status, async (context) =>
    page(context, 'information/status', { title: 'Status', apis: await listApis(), checkedAt: clock.now() }),
  );
  return app;
}

/** `operationalLogs` as a person would write it. */
function words(identifier: string): string {
  const apart = identifier
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
  return apart.charAt(0).toUpperCase() + apart.slice(1);
}

/** Any API with an operation that needs no credential, for a line that works as printed. */
async function openExample(listApis: ReturnType<typeof makeListApis>) {
  const apis = await listApis();
  return apis.find(({ access }) => access.includes('open-access')) ?? apis[0];
}
