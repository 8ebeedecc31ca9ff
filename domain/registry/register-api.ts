import { stringify } from 'yaml';
import * as z from 'zod';
import { type ApiDefinition, apiDefinition } from '../api-definition/api-definition';
import { publishedDocument } from '../api-definition/published-document';
import type { makeCountCalls } from '../applications/count-calls';
import { searchedWords } from '../catalogue/searched-words';
import { summaryOf } from '../catalogue/summary-of';
import { Failure } from '../failure';
import type { Clock } from '../ports';
import { requiredAttributes } from '../relay/attribute-headers';
import { type Catalogue, documentKeys } from './catalogue';
import { takenBasePath, violations } from './governance';
import type { AssetLocation, Registration } from './registration';
import type { RegistryEntry } from './registry-entry';
import type { RegistryStore } from './registry-store';
import type { Subscribers } from './subscribers';

export interface RegisterNeeds {
  readonly registry: RegistryStore;
  readonly catalogue: Catalogue;
  readonly readAsset: (location: AssetLocation) => Promise<unknown>;
  readonly subscribers: Subscribers;
  readonly countCalls: ReturnType<typeof makeCountCalls>;
  readonly clock: Clock;
  readonly environment: {
    readonly production: boolean;
    readonly allowHttpTargets: boolean;
    readonly apiUrl: string;
    /** Empty where the environment has no sandbox. */
    readonly sandboxUrl: string;
  };
}

/**
 * Registers an API, or registers it anew: the same request again changes nothing but revision and time. The entry is
 * written last, so a caller never finds one whose base path or documents are not there.
 */
export const makeRegisterApi = (needs: RegisterNeeds) => async (registration: Registration) => {
  const { registry, readAsset, environment, clock } = needs;
  const { Api: api, BasePath: basePath, Owner: owner } = registration;
  const definition = apiDefinition.parse(await readAsset(registration.Definition));
  const document = z.record(z.string(), z.unknown()).parse(await readAsset(registration.Document));
  const registered = await registry.list();
  refuseIfAny(api, violations({ registration, definition, registered, ...environment }));

  const holder = await registry.claimBasePath({ basePath, api, owner });
  if (holder.api !== api || holder.owner !== owner) refuseIfAny(api, [takenBasePath(basePath, holder.api)]);
  const documentKey = await publish(needs, definition, document);
  const before = await registry.find(api);
  const revision = before?.revision;
  const plan = registration.UsagePlanId;
  if (plan !== '' && plan !== before?.usagePlanId) await countSubscribers(needs, api, plan);
  const registeredAt = clock.now().toISOString();
  const entry = { ...entryOf(registration, definition), documentKey, registeredAt, revision: (revision ?? 0) + 1 };
  if (!(await registry.save(entry, revision))) {
    throw new Failure(
      'governance',
      `${api} is being registered by another deployment. Deploy again when it has ended.`,
    );
  }
  return { api, documentKey };
};

/**
 * A usage plan that is new has no members, whatever rows say of subscriptions: before callers find the API, the calls of
 * all who are approved are counted in it.
 */
async function countSubscribers({ subscribers, countCalls }: RegisterNeeds, api: string, plan: string): Promise<void> {
  for await (const application of subscribers.of(api)) {
    if (await countCalls({ application, api, plan })) continue;
    const quotas = '"API keys" or "Usage plans per API key"';
    refuseIfAny(api, [`API Gateway holds no more keys for its subscribers: have the quota ${quotas} raised`]);
  }
}

function refuseIfAny(api: string, broken: readonly string[]): void {
  if (broken.length === 0) return;
  throw new Failure('governance', [`${api} cannot be published:`, ...broken.map((text) => `- ${text}`)].join('\n'));
}

async function publish(
  { catalogue, environment: { apiUrl, sandboxUrl } }: RegisterNeeds,
  definition: ApiDefinition,
  document: Record<string, unknown>,
): Promise<string> {
  const tokenUrl = `${apiUrl}/oauth2/token`;
  const published = publishedDocument({ document, definition, apiUrl, sandboxUrl, tokenUrl });
  const { json, yaml } = documentKeys(definition.name);
  const [jsonText, yamlText] = [JSON.stringify(published), stringify(published, { aliasDuplicateObjects: false })];
  await catalogue.publish({ key: yaml, contentType: 'application/yaml', text: yamlText });
  await catalogue.publish({ key: json, contentType: 'application/json', text: jsonText });
  return json;
}

type Described = Omit<RegistryEntry, 'revision' | 'documentKey' | 'registeredAt'>;

const entryOf = (registration: Registration, definition: ApiDefinition): Described => ({
  api: registration.Api,
  title: definition.title,
  summary: summaryOf(definition.description),
  searched: searchedWords(definition),
  apiVersion: definition.version,
  basePath: registration.BasePath,
  restApiId: registration.RestApiId,
  stage: registration.Stage,
  ...(registration.UsagePlanId !== '' && { usagePlanId: registration.UsagePlanId }),
  owner: registration.Owner,
  publisher: registration.Publisher,
  anonymous: registration.Anonymous,
  logRetentionHours: registration.LogRetentionHours,
  errorFormat: definition.errorFormat,
  operations: definition.operations.map(({ id, method, path, access }) => ({ id, method, path, access })),
  requiredAttributes: requiredAttributes(definition),
  delegatedAccess: definition.delegatedAccess,
  sendsIdToken: definition.identityHeaders.some(({ name }) => name === 'id-token'),
  monitoring: definition.monitoring,
});
