import { Hono } from 'hono';
import { erasedAfterDays } from '../../../domain/accounts/account';
import { terms } from '../../../domain/accounts/terms';
import { makeListApis } from '../../../domain/catalogue/list-apis';
import { clientAddressWords } from '../../../domain/logs/redaction/client-address-words';
import { connectionAgreement } from '../../../domain/onboarding/connection-agreement';
import { unconfirmedForDays } from '../../../domain/retention/periods';
import { retention } from '../../../domain/retention/retention';
import type { RetentionRule } from '../../../domain/retention/retention-rule';
import { paths } from '../../paths';
import type { PortalBindings } from '../../portal-context';
import type { Tools } from '../../tools';
import { tutorials } from '../tutorials/tutorials';

/** Pages that only tell: their templates and titles by path. */
const plain = {
  [paths.getStarted]: ['get-started', 'Get started'],
  [paths.cookies]: ['cookies', 'Cookies'],
  [paths.accessibility]: ['accessibility', 'Accessibility statement'],
  [paths.terms]: ['terms', 'Terms of use'],
  [paths.connectionAgreement]: ['connection-agreement', 'Connection agreement'],
} as const;

export function informationRoutes({ page, registry, clock, environment }: Tools) {
  const listApis = makeListApis({ registry, clock });
  const app = new Hono<PortalBindings>();

  app.get(paths.home, async (context) => {
    const apis = await listApis();
    return page(context, 'information/home', {
      title: 'Connect to health and care APIs',
      apiCount: apis.length,
      tutorials,
    });
  });
  for (const [path, [template, title]] of Object.entries(plain)) {
    app.get(path, (context) =>
      page(context, `information/${template}`, { title, settings: environment, terms, agreement: connectionAgreement }),
    );
  }
  app.get(paths.privacy, (context) =>
    page(context, 'information/privacy', {
      title: 'Privacy notice',
      stores,
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

/** What the privacy notice says of each store. */
const stores = Object.entries<RetentionRule>(retention).map(([store, { purpose, categories, keptFor }]) => ({
  store: words(store),
  purpose,
  categories: categories.map(words),
  keptFor,
}));

/** `operationalLogs` as a person would write it. */
function words(identifier: string): string {
  const apart = identifier
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
  return apart.charAt(0).toUpperCase() + apart.slice(1);
}
