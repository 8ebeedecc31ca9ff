import { randomUUID } from 'node:crypto';
import { stringify } from 'yaml';
import { makeActing } from '../../../adapters/node/acting';
import { commonPasswords } from '../../../adapters/node/common-passwords';
import { newSecret } from '../../../adapters/node/new-secret';
import { sha256SecretHash } from '../../../adapters/node/secret-hash';
import type { Announcements } from '../../../domain/announcements/announcement';
import { publishedDocument } from '../../../domain/api-definition/published-document';
import { statedHosts } from '../../../domain/api-definition/stated-hosts';
import { recordChanges } from '../../../domain/events/record-changes';
import { makeTellApplication } from '../../../domain/events/tell-application';
import { tellProduct } from '../../../domain/events/tell-product';
import { tellOrganisation, tellTeam } from '../../../domain/events/tell-team';
import type { KeptKeySet } from '../../../domain/key-sets/kept-key-set';
import type { AccessCounts, ApiCounts } from '../../../domain/logs/counting/call-counts';
import type { Dossier } from '../../../domain/onboarding/answers';
import type { Product } from '../../../domain/onboarding/product';
import type { GoLiveRecord } from '../../../domain/publishing/go-live/go-live-record';
import { documentKeys } from '../../../domain/publishing/published-documents';
import type { RegistryEntry } from '../../../domain/publishing/registry-entry';
import { searchedWords } from '../../../domain/publishing/searched-words';
import { summaryOf } from '../../../domain/publishing/summary-of';
import type { Invitation } from '../../../domain/teams/invitation';
import type { Organisation } from '../../../domain/teams/organisation';
import type { Team } from '../../../domain/teams/team';
import { exampleBrand } from '../../../lib/config/example-brand';
import { readApiDefinition } from '../../../lib/specification-files/read-api-definition';
import { portalApp } from '../../../portal/app';
import type { PortalNeeds, PortalSettings } from '../../../portal/portal-needs';
import type { Templates } from '../../../portal/view/make-render';
import { compileTemplates } from '../../../scripts/portal/compile-templates';
import { aClock, aRegistryEntry } from '../../builders';
import { MemoryAccessRequests } from '../../memory/memory-access-requests';
import { MemoryAccountDirectory } from '../../memory/memory-account-directory';
import { MemoryAccountStore } from '../../memory/memory-account-store';
import { MemoryApplicationStore } from '../../memory/memory-application-store';
import { MemoryAttempts } from '../../memory/memory-attempts';
import { MemoryEventLog } from '../../memory/memory-event-log';
import { MemoryKeyUses } from '../../memory/memory-key-uses';
import { MemoryMailer } from '../../memory/memory-mailer';
import { MemoryPublishedDocuments } from '../../memory/memory-published-documents';
import { MemoryRegistryStore } from '../../memory/memory-registry-store';
import { MemoryRevisedRows } from '../../memory/memory-revised-rows';
import { MemorySessionStore } from '../../memory/memory-session-store';
import { MemoryUsageKeys } from '../../memory/memory-usage-keys';

const staticFiles = ['portal.css', 'portal.js', 'favicon.ico', 'favicon.svg', 'nhsuk-icon-180.png'];
export const portalUrl = 'https://portal.example.nhs.uk';

interface Options {
  readonly settings?: Partial<PortalSettings>;
  readonly clock?: PortalNeeds['clock'] & { advance(seconds: number): void };
  readonly needs?: Partial<PortalNeeds>;
}

/** A portal over memory adapters, and the adapters to look into. */
export function aPortal({ settings, clock = aClock(), needs }: Options = {}) {
  const faults: unknown[] = [];
  const mailsRefused: Date[] = [];
  const documents = new MemoryPublishedDocuments();
  const directory = new MemoryAccountDirectory(clock);
  const applications = new MemoryApplicationStore();
  const accounts = new MemoryAccountStore();
  const registry = new MemoryRegistryStore();
  const teams = new MemoryRevisedRows<Team>();
  const organisations = new MemoryRevisedRows<Organisation>();
  const invitations = new MemoryRevisedRows<Invitation>();
  const mailer = new MemoryMailer();
  const usageKeys = new MemoryUsageKeys();
  const keySets = new MemoryRevisedRows<KeptKeySet>();
  const keyUses = new MemoryKeyUses();
  const requests = new MemoryAccessRequests();
  const products = new MemoryRevisedRows<Product>();
  const goLives = new MemoryRevisedRows<GoLiveRecord>();
  const announcements = new MemoryRevisedRows<Announcements>();
  const apiCounts = new MemoryRevisedRows<ApiCounts>();
  const accessCounts = new MemoryRevisedRows<AccessCounts>();
  const dossiers = new MemoryRevisedRows<Dossier>();
  const events = new MemoryEventLog();
  const { as: actAs, actor } = makeActing('platform portal');
  const onLost = (error: unknown) => faults.push(error);
  const recording = { events, clock, actor, digest: sha256SecretHash.of, onLost };
  const publisherOf = async (api: string) => (await registry.find(api))?.publisher.team;
  const environment: PortalSettings = {
    name: 'int',
    production: false,
    portalUrl,
    apiUrl: 'https://int.api.example.nhs.uk',
    signInUrl: 'https://auth.example.nhs.uk/oauth2',
    sandboxUrl: 'https://sandbox.api.example.nhs.uk',
    identityUrl: 'https://identity.example.nhs.uk',
    demoApplication: '',
    localKeySets: false,
    mailsADay: 1000,
    outbox: '',
    brand: exampleBrand,
    contact: 'api.management@example.nhs.uk',
    clientAddress: 'pseudonym',
    ...settings,
  };
  const app = portalApp({
    registry,
    documents,
    directory,
    accounts,
    sessions: new MemorySessionStore(),
    applications: recordChanges(applications, makeTellApplication(publisherOf), recording),
    teams: recordChanges(teams, tellTeam, recording),
    organisations: recordChanges(organisations, tellOrganisation, recording),
    events,
    actAs,
    invitations,
    mailer,
    keySets,
    keyUses,
    requests,
    products: recordChanges(products, tellProduct, recording),
    dossiers,
    goLives,
    announcements,
    apiCounts,
    accessCounts,
    usageKeys,
    attempts: new MemoryAttempts(clock),
    commonPasswords,
    hash: sha256SecretHash,
    clock,
    newId: randomUUID,
    newSecret,
    templates: templates(),
    assets: Object.fromEntries(staticFiles.map((file) => [file, `/assets/${file}`])),
    environment,
    onFault: (error) => faults.push(error),
    onMailsRefused: () => mailsRefused.push(clock.now()),
    ...needs,
  });
  const publish = (file: string, parts: PublishedParts = {}) =>
    publishFile({ registry, documents, environment }, file, parts);
  return {
    app,
    environment,
    registry,
    documents,
    directory,
    accounts,
    applications,
    teams,
    organisations,
    invitations,
    mailer,
    keySets,
    keyUses,
    requests,
    products,
    dossiers,
    goLives,
    announcements,
    apiCounts,
    accessCounts,
    usageKeys,
    clock,
    events,
    faults,
    mailsRefused,
    publish,
  };
}
export type APortal = ReturnType<typeof aPortal>;

let compiled: Templates | undefined;
function templates(): Templates {
  if (compiled === undefined) {
    const module: { exports: Templates } = { exports: {} };
    new Function('module', compileTemplates())(module);
    compiled = module.exports;
  }
  return compiled;
}

type PublishedParts = { readonly name?: string } & Pick<Partial<RegistryEntry>, 'service'>;

/** Publishes an OpenAPI file as the registrar does. */
async function publishFile(
  {
    registry,
    documents,
    environment,
  }: { registry: MemoryRegistryStore; documents: MemoryPublishedDocuments; environment: PortalSettings },
  file: string,
  { name, service }: PublishedParts,
): Promise<string> {
  const { definition, document } = readApiDefinition({ file, ...(name && { name }) });
  if (await registry.find(definition.name)) return definition.name;
  const { apiUrl, sandboxUrl } = environment;
  const published = publishedDocument({ document, definition, apiUrl, sandboxUrl, tokenUrl: `${apiUrl}/oauth2/token` });
  const { json, yaml } = documentKeys(definition.name);
  await documents.publish({ key: json, text: JSON.stringify(published) });
  await documents.publish({ key: yaml, text: stringify(published) });
  const { name: api, title, version: apiVersion, basePath, operations } = definition;
  const entry = { api, title, apiVersion, basePath, documentKey: json, usagePlanId: `plan-${api}` };
  const listed = operations.map(({ id, method, path, access }) => ({ id, method, path, access }));
  await registry.save(
    aRegistryEntry({
      ...entry,
      summary: summaryOf(definition.description),
      searched: searchedWords(definition),
      statedHosts: statedHosts(document),
      operations: listed,
      ...(service && { service }),
    }),
    undefined,
  );
  return api;
}
