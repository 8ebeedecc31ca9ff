import type { Application } from '../applications/application';
import { type Standing, standingOf } from '../applications/subscription';
import { differences } from './differences';
import type { Told } from './event';
import type { Verb } from './verbs';

/** `Team.id` of those who publish an API, where they are known. */
export type PublisherOf = (api: string) => Promise<string | undefined>;

/** What a change of an application says to its team, to the team that had it, and to publishers of what it may call. */
export const makeTellApplication =
  (publisherOf: PublisherOf) =>
  async (before: Application | undefined, after: Application): Promise<Told[]> => {
    const what = verbOf(before, after);
    if (!what) return [];
    const object = { kind: 'application', id: after.id } as const;
    const facts = differences(before ? factsOf(before) : [], factsOf(after));
    const own = [before?.team, after.team].filter((team) => team !== undefined);
    const told: Told[] = [...new Set(own)].map((team) => ({ team, what, object, ...facts }));
    for (const api of movedApis(before, after)) {
      const team = await publisherOf(api);
      if (team === undefined || told.some((one) => one.team === team)) continue;
      const ofApi = (all: readonly string[]) => all.filter((fact) => fact.startsWith(`subscription ${api} `));
      const verb = verbOfStanding(standingOf(after, api));
      told.push({ team, what: verb, object, before: ofApi(facts.before), after: ofApi(facts.after) });
    }
    return told;
  };

// Of what is typed (names, addresses, keys' own names) only how many or of what kind.
const factsOf = (application: Application): string[] => [
  `status ${application.status}`,
  `profile ${application.profile}`,
  ...(application.team === undefined ? [] : [`team ${application.team}`]),
  ...application.apiKeys.map(({ id }) => `API key ${id}`),
  ...application.clientSecrets.map(({ id }) => `client secret ${id}`),
  `public keys ${application.jwksUrl !== undefined ? 'at an address' : application.jwks ? 'uploaded' : 'none'}`,
  `redirect URIs ${application.redirectUris.length}`,
  ...application.producerOf.map((api) => `speaks for ${api}`),
  ...Object.keys(application.subscriptions).map((api) => `subscription ${api} ${standingOf(application, api)}`),
];

function verbOf(before: Application | undefined, after: Application): Verb | undefined {
  if (!before) return 'application.registered';
  if (before.team !== after.team) return after.team === undefined ? 'application.deleted' : 'application.transferred';
  if (before.status !== after.status)
    return after.status === 'revoked' ? 'application.suspended' : 'application.restored';
  const [moved] = movedApis(before, after);
  if (moved !== undefined) return verbOfStanding(standingOf(after, moved));
  if (hasMore(before.apiKeys, after.apiKeys)) return 'key.issued';
  if (hasMore(after.apiKeys, before.apiKeys)) return 'key.removed';
  if (hasMore(before.clientSecrets, after.clientSecrets)) return 'secret.issued';
  if (hasMore(after.clientSecrets, before.clientSecrets)) return 'secret.removed';
  if (differ(before, after, ['jwks', 'jwksUrl'])) return 'public-keys.changed';
  const settings = ['name', 'profile', 'redirectUris', 'producerOf', 'attributes', 'organisationType'] as const;
  return differ(before, after, settings) ? 'application.changed' : undefined;
}

const differ = (before: Application, after: Application, fields: readonly (keyof Application)[]): boolean =>
  fields.some((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));

const hasMore = (few: readonly { id: string }[], many: readonly { id: string }[]): boolean =>
  many.some(({ id }) => !few.some((one) => one.id === id));

function movedApis(before: Application | undefined, after: Application): string[] {
  const apis = new Set([...Object.keys(before?.subscriptions ?? {}), ...Object.keys(after.subscriptions)]);
  return [...apis].filter((api) => (before ? standingOf(before, api) : 'none') !== standingOf(after, api));
}

function verbOfStanding(standing: Standing): Verb {
  if (standing === 'none') return 'subscription.ended';
  if (standing === 'pending' || standing === 'asked again') return 'subscription.asked';
  if (standing === 'approved' || standing === 'returned' || standing === 'refused') return `subscription.${standing}`;
  return 'subscription.withdrawn';
}
