import type { Application } from '../../../domain/applications/application';
import type { ApiSummary } from '../../../domain/catalogue/api-summary';
import type { WayToCall } from '../../../domain/catalogue/callable';
import type { PortalSettings } from '../../portal-needs';
import { quoted } from './quoted';

/** One call that works as it is printed. */
export interface ExampleCall {
  readonly api: string;
  readonly title: string;
  /** For a shell. */
  readonly url: string;
  readonly sandboxUrl: string;
  readonly ping: string;
  readonly path: string;
  /** The provider that signs its users in, where it is called for a user. */
  readonly provider: 'nhs-login' | 'cis2';
  readonly isSubscribed: boolean;
}

export interface TutorialValues {
  readonly applicationId: string;
  readonly kid: string;
  readonly redirectUri: string;
  /** Whose the values are. */
  readonly whose: 'own' | 'demo' | 'nobody';
  readonly calls: Partial<Record<WayToCall, ExampleCall>>;
}

const firstKid = 'key-1';
const firstRedirectUri = 'http://127.0.0.1:3000/callback';
const loopback = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?\//;

/** What tutorials print: an application's own values, the demo's on one machine, and otherwise the place of them. */
export function tutorialValues(
  settings: PortalSettings,
  apis: readonly ApiSummary[],
  application: Application | undefined,
): TutorialValues {
  const calls = (Object.keys(ways) as WayToCall[]).flatMap((way) => {
    const call = exampleOf(way, settings, apis, application);
    return call ? [[way, call] as const] : [];
  });
  const whose = application ? 'own' : settings.demoApplication ? 'demo' : 'nobody';
  return {
    applicationId: application?.id ?? (settings.demoApplication || 'YOUR_APPLICATION_ID'),
    kid: application?.jwks?.keys[0]?.kid ?? (whose === 'demo' ? 'demo-1' : firstKid),
    redirectUri: application?.redirectUris.find((uri) => loopback.test(uri)) ?? firstRedirectUri,
    whose,
    calls: Object.fromEntries(calls),
  };
}

const ways = { open: true, key: true, token: true, user: true } satisfies Record<WayToCall, true>;

/** Of an API that the application may call, if there is one; the platform's own example before others. */
function exampleOf(
  way: WayToCall,
  settings: PortalSettings,
  apis: readonly ApiSummary[],
  application: Application | undefined,
): ExampleCall | undefined {
  const isSubscribed = ({ api }: ApiSummary) =>
    application !== undefined &&
    Object.hasOwn(application.subscriptions, api) &&
    application.subscriptions[api]?.status === 'approved';
  const worth = (api: ApiSummary) => (isSubscribed(api) ? 2 : 0) + (api.api === 'hello-world' ? 1 : 0);
  const [api] = apis.filter(({ callables }) => callables?.[way]).sort((a, b) => worth(b) - worth(a));
  const callable = api?.callables?.[way];
  if (!(api && callable)) return undefined;
  return {
    api: api.api,
    title: api.title,
    url: quoted(`${settings.apiUrl}${api.basePath}${callable.path}`),
    sandboxUrl: settings.sandboxUrl && quoted(`${settings.sandboxUrl}${api.basePath}${callable.path}`),
    ping: quoted(`${settings.apiUrl}${api.basePath}/_ping`),
    path: callable.path,
    provider: callable.access.some((mode) => mode.startsWith('nhs-login')) ? 'nhs-login' : 'cis2',
    isSubscribed: isSubscribed(api),
  };
}
