import * as z from 'zod';
import { type ApiDefinition, apiDefinition } from '../api-definition/api-definition';
import type { Rows } from '../change-row';
import { Failure } from '../failure';
import { canonical } from '../json-schema/unique-items';
import type { Clock } from '../ports';
import { describedApi, publishedTexts } from './described-api';
import { type GoLiveRecord, goLiveId } from './go-live/go-live-record';
import { missingForProduction } from './go-live/missing-for-production';
import { takenBasePath, violations } from './governance';
import { type Provenance, provenance, type RegistrationOrigin } from './provenance';
import type { PublicationGround } from './publication-rules';
import { documentKeys, type PublishedDocuments } from './published-documents';
import type { AssetLocation, Registration } from './registration';
import type { RegistryEntry } from './registry-entry';
import type { RegistryStore } from './registry-store';
import { releaseUnlessHeld } from './release-unless-held';

/** Of one API, that are remembered. */
const mostDeployments = 20;

type Deployment = NonNullable<RegistryEntry['deployments']>[number];

export interface RegisterNeeds {
  readonly registry: RegistryStore;
  readonly documents: Pick<PublishedDocuments, 'publish'>;
  readonly goLives: Pick<Rows<GoLiveRecord>, 'find'>;
  readonly readAsset: (location: AssetLocation) => Promise<unknown>;
  /** Has the calls of an API's subscribers counted in a new usage plan; false where the gateway holds no more keys. */
  readonly countSubscribers: (api: string, plan: string) => Promise<boolean>;
  /** Ends what another organisation decided of an API of that name. */
  readonly passOn: (api: string) => Promise<void>;
  readonly clock: Clock;
  readonly environment: PublicationGround & {
    readonly apiUrl: string;
    /** Empty where the environment has no sandbox. */
    readonly sandboxUrl: string;
  };
}

/**
 * Registers an API in the name of a custom resource, or registers it anew: the same request again changes nothing but
 * revision and time. The entry is written last, so a caller never finds one whose base path or documents are not there.
 * `supersedes: false` forgets that another resource registered the API before.
 */
export const makeRegisterApi =
  (needs: RegisterNeeds) =>
  async (registration: Registration, origin: RegistrationOrigin, { supersedes = true } = {}) => {
    const { registry } = needs;
    const { Api: api, BasePath: basePath, Owner: owner } = registration;
    const claim = { basePath, api, owner };
    const { definition, document } = await judge(needs, registration);
    const holder = await registry.claimBasePath(claim);
    if (holder.api !== api || holder.owner !== owner) refuseIfAny(api, [takenBasePath(basePath, holder.api)]);
    try {
      const documentKey = await publish(needs, definition, document);
      const entry = { ...describedApi(registration, definition, document), documentKey };
      await save(needs, entry, { ...origin, supersedes });
      return { api, documentKey };
    } catch (error) {
      await releaseUnlessHeld(registry, claim);
      throw error;
    }
  };

/** What deployment put there, where nothing about it breaks a rule. */
async function judge(needs: RegisterNeeds, registration: Registration) {
  const { registry, readAsset, environment } = needs;
  const definition = apiDefinition.parse(await readAsset(registration.Definition));
  const document = z.record(z.string(), z.unknown()).parse(await readAsset(registration.Document));
  const registered = await registry.list();
  const missing = await missingOnRecord(needs, registration, registered);
  refuseIfAny(registration.Api, [...violations({ registration, definition, registered, ...environment }), ...missing]);
  return { definition, document };
}

/**
 * What the team that publishes an API in production still has to put on record. Of what it has live already nothing is
 * asked again here: a deployment that is rolled back must be able to.
 */
async function missingOnRecord(
  { goLives, clock, environment }: RegisterNeeds,
  { Api, Publisher: publisher }: Registration,
  registered: readonly RegistryEntry[],
): Promise<string[]> {
  const { team } = publisher;
  const isLive = registered.some((entry) => entry.api === Api && entry.publisher.team === team);
  if (!environment.production || team === undefined || isLive) return [];
  return missingForProduction(await goLives.find(goLiveId(team, Api)), publisher, clock.now());
}

async function save(
  needs: RegisterNeeds,
  described: Omit<RegistryEntry, 'revision' | 'registeredAt' | 'deployments'>,
  { supersedes, ...origin }: RegistrationOrigin & { readonly supersedes: boolean },
): Promise<void> {
  const { registry, passOn, clock } = needs;
  const { api, usagePlanId: plan, publisher } = described;
  const known = await registry.find(api);
  const former = known ? undefined : await registry.formerPublisher(api);
  if (former !== undefined && former !== publisher.organisation) await passOn(api);
  if (plan !== undefined && plan !== known?.usagePlanId) await count(needs, api, plan);
  const before = provenance.safeParse(known?.provenance).data;
  const superseded = supersedes ? supersededBy(origin, before) : undefined;
  const at = clock.now().toISOString();
  const deployed = { at, version: described.apiVersion };
  const entry = {
    ...described,
    ...(known && known.restApiId !== described.restApiId && { formerRestApiId: known.restApiId }),
    registeredAt: at,
    deployments: deploymentsAfter(known?.deployments ?? [], deployed, origin, before),
    revision: (known?.revision ?? 0) + 1,
    provenance: { ...origin, ...(superseded && { superseded }) } satisfies Provenance,
  };
  if (await registry.save(entry, known?.revision)) return;
  throw new Failure('governance', `${api} is being registered by another deployment. Deploy again when it has ended.`);
}

/**
 * What is repeated is no further deployment, and what another resource took over and is given back was none. An update
 * in place that is rolled back was in service for a while, so that both stand there.
 */
function deploymentsAfter(
  known: Deployment[],
  deployed: Deployment,
  origin: RegistrationOrigin,
  before: Provenance | undefined,
): Deployment[] {
  if (isSame(before, origin)) return known;
  if (isSame(before?.superseded, origin)) return known.slice(0, -1);
  return [...known, deployed].slice(-mostDeployments);
}

const isSame = (one: RegistrationOrigin | undefined, { id, properties }: RegistrationOrigin): boolean =>
  one?.id === id && canonical(one.properties) === canonical(properties);

function supersededBy(origin: RegistrationOrigin, before: Provenance | undefined): RegistrationOrigin | undefined {
  if (!before) return undefined;
  return before.id === origin.id ? before.superseded : { id: before.id, properties: before.properties };
}

/** Before callers find the API. */
async function count({ countSubscribers }: RegisterNeeds, api: string, plan: string): Promise<void> {
  if (await countSubscribers(api, plan)) return;
  const quotas = '"API keys" or "Usage plans per API key"';
  refuseIfAny(api, [`API Gateway holds no more keys for its subscribers: have the quota ${quotas} raised`]);
}

function refuseIfAny(api: string, broken: readonly string[]): void {
  if (broken.length === 0) return;
  throw new Failure('governance', [`${api} cannot be published:`, ...broken.map((text) => `- ${text}`)].join('\n'));
}

async function publish(
  { documents, environment }: RegisterNeeds,
  definition: ApiDefinition,
  document: Record<string, unknown>,
): Promise<string> {
  const { json, yaml } = documentKeys(definition.name);
  const texts = publishedTexts({ definition, document, ...environment });
  await documents.publish({ key: yaml, contentType: 'application/yaml', text: texts.yaml });
  await documents.publish({ key: json, contentType: 'application/json', text: texts.json });
  return json;
}
