import type { ApiDefinition } from '../api-definition/api-definition';
import { documentTexts } from '../api-definition/document-texts';
import { publishedDocument } from '../api-definition/published-document';
import { requiredAttributes } from '../api-definition/required-attributes';
import { statedHosts } from '../api-definition/stated-hosts';
import type { Registration } from './registration';
import type { RegistryEntry } from './registry-entry';
import { searchedWords } from './searched-words';
import { summaryOf } from './summary-of';

/** What of an entry comes of what is deployed; the rest comes of registering it. */
export type DescribedApi = Omit<
  RegistryEntry,
  'revision' | 'documentKey' | 'registeredAt' | 'deployments' | 'provenance'
>;

/** Of a registration, what an entry is made from. */
export type DeployedApi = Omit<Registration, 'Definition' | 'Document' | 'TargetUrl' | 'GoLive'>;

/** What the registry says of an API, and with it every page of the portal. */
export function describedApi(
  registration: DeployedApi,
  definition: ApiDefinition,
  document: Record<string, unknown>,
): DescribedApi {
  const hosts = statedHosts(document);
  return {
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
    ...(registration.Service && { service: registration.Service }),
    ...(hosts.length > 0 && { statedHosts: hosts }),
    ...(registration.Subscriptions !== '' && { subscriptions: registration.Subscriptions }),
    anonymous: registration.Anonymous,
    logRetentionHours: registration.LogRetentionHours,
    errorFormat: definition.errorFormat,
    operations: definition.operations.map(({ id, method, path, access }) => ({ id, method, path, access })),
    ...(Object.keys(definition.rateLimits).length > 0 && { rateLimits: definition.rateLimits }),
    requiredAttributes: requiredAttributes(definition),
    delegatedAccess: definition.delegatedAccess,
    sendsIdToken: definition.identityHeaders.some(({ name }) => name === 'id-token'),
    monitoring: definition.monitoring,
  };
}

export interface DocumentToPublish {
  readonly definition: ApiDefinition;
  readonly document: Record<string, unknown>;
  readonly apiUrl: string;
  /** Empty where the environment has no sandbox. */
  readonly sandboxUrl: string;
}

/** The OpenAPI document as the portal offers it. */
export function publishedTexts(request: DocumentToPublish): { readonly json: string; readonly yaml: string } {
  const { definition, document, apiUrl, sandboxUrl } = request;
  const published = publishedDocument({ document, definition, apiUrl, sandboxUrl, tokenUrl: `${apiUrl}/oauth2/token` });
  return documentTexts(published);
}
