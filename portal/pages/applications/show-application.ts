import { currentAnnouncements } from '../../../domain/announcements/announcement';
import type { Application } from '../../../domain/applications/application';
import { isInForce, mostSecrets, nameOf, type SecretKind } from '../../../domain/applications/issue-secret';
import { nameOfUse } from '../../../domain/applications/key-uses';
import { findOwn, isSuspended, type OwnApplication } from '../../../domain/applications/own-application';
import { isForPublisher, standingOf } from '../../../domain/applications/subscription';
import { whySuspended } from '../../../domain/applications/suspend-application';
import { makeListApis } from '../../../domain/catalogue/list-apis';
import type { PublicKeySet } from '../../../domain/key-sets/public-key-set';
import { modeIn } from '../../../domain/publishing/subscription-mode';
import { cookieOf, dropCookie } from '../../http/cookies';
import type { PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';
import { standings } from '../../view/access-story';
import { announcementWords } from '../../view/announcement-words';
import { mayOf } from '../../view/may-of';
import { keySetStatus } from './key-set-status';
import { secretLifetimes } from './secret-lifetimes';

/** What has just been done, by the word in the address. */
const news: ReadonlyMap<string, string> = new Map([
  ['created', 'The application is registered. Subscribe it to an API, then give it a key or upload public keys.'],
  ['apiKeys-created', 'The API key is made.'],
  ['apiKeys-removed', 'The API key is removed. Calls with it are refused within 60 seconds.'],
  ['public-keys-saved', 'The public keys are saved. You can ask for access tokens with them now.'],
  ['public-keys-removed', 'The public keys are removed.'],
  ['key-set-address-saved', 'The address is saved. It is read when the application next asks for an access token.'],
  ['key-set-address-removed', 'The address is removed.'],
  ['redirect-uris-saved', 'The redirect URIs are saved.'],
  ['clientSecrets-created', 'The client secret is made.'],
  ['clientSecrets-removed', 'The client secret is removed. It is refused from now on.'],
  ['profile-saved', 'The profile is saved. It holds from the next request.'],
  ['subscribed', 'The application may call the API now.'],
  ['requested', 'The subscription waits for the publisher to approve it.'],
  ['transferred', 'The application belongs to this team now.'],
  ['unsubscribed', 'The subscription has ended. Calls are refused within 60 seconds.'],
]);

/** A new secret, by its kind, that the form before this page made. */
function shownOnce(context: PortalContext): Partial<Record<SecretKind, string>> {
  const [, kind, secret] = /^(apiKeys|clientSecrets)=(.{1,600})$/.exec(cookieOf(context, 'shown') ?? '') ?? [];
  if (kind === undefined || secret === undefined) return {};
  dropCookie(context, 'shown');
  return kind === 'apiKeys' ? { apiKeys: secret } : { clientSecrets: secret };
}

type Uses = ReadonlyMap<string, string>;

const withUses = (keys: PublicKeySet['keys'], uses: Uses) =>
  keys.map(({ kid, kty, alg }) => ({ kid, kty, alg, usedOn: uses.get(nameOfUse({ kind: 'jwks', id: kid })) }));

/** The page of one application, with what a form on it led to. */
export function makeShowApplication(tools: Tools) {
  const { page, registry, announcements, keySets, keyUses, clock, environment } = tools;
  const listApis = makeListApis({ registry, clock });
  const secretsOf = (application: Application, kind: SecretKind, uses: Uses) =>
    application[kind].map((secret) => ({
      ...secret,
      usedOn: uses.get(nameOfUse({ kind, id: secret.id })),
      name: nameOf(kind, secret),
      isOver: !isInForce(secret, clock.now()),
    }));
  const announcedOf = async (apis: readonly string[]) =>
    new Map(
      await Promise.all(
        apis.map(async (api) => {
          const [entry, row] = await Promise.all([registry.find(api), announcements.find(api)]);
          return [api, entry ? currentAnnouncements(row, entry, clock.now()) : []] as const;
        }),
      ),
    );
  return async (context: PortalContext, request: OwnApplication, data: object = {}, status: 200 | 400 = 200) => {
    const own = await findOwn(tools, request, 'applications.view');
    if (!own) return context.notFound();
    const { application, team, role } = own;
    const [apis, uses, keySet] = await Promise.all([
      listApis(),
      keyUses.of(application.id),
      keySetStatus(keySets, application),
    ]);
    const announced = await announcedOf(Object.keys(application.subscriptions));
    const titles = new Map(apis.map(({ api, title }) => [api, title]));
    const subscriptions = Object.entries(application.subscriptions).flatMap(([api, { since }]) => {
      const standing = standingOf(application, api);
      if (standing === 'none') return [];
      return [
        {
          api,
          title: titles.get(api) ?? api,
          standing: standings[standing],
          since,
          isOwn: !isForPublisher(standing),
          announced: announced.get(api) ?? [],
        },
      ];
    });
    const available = apis.filter(
      ({ api, access }) =>
        !Object.hasOwn(application.subscriptions, api) && access.some((group) => group !== 'open-access'),
    );
    return page(
      context,
      'applications/application',
      {
        title: application.name,
        application,
        team,
        may: mayOf(role),
        isSuspended: isSuspended(application),
        whySuspended: whySuspended(application),
        subscriptions,
        available: available.map((one) => ({ ...one, mode: modeIn(one, environment) })),
        keySet: keySet && { ...keySet, keys: withUses(keySet.keys, uses) },
        mostSecrets,
        secretLifetimes,
        secrets: {
          apiKeys: secretsOf(application, 'apiKeys', uses),
          clientSecrets: secretsOf(application, 'clientSecrets', uses),
        },
        publicKeys: withUses(application.jwks?.keys ?? [], uses),
        announcementWords,
        shown: shownOnce(context),
        settings: environment,
        news: status === 200 ? news.get(context.req.query('done') ?? '') : undefined,
        ...data,
      },
      status,
    );
  };
}
