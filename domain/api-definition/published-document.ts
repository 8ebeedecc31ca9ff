import type { AccessMode } from '../access/access-mode';
import { type ApiDefinition, httpMethod } from './api-definition';
import { publishedSecurityScheme } from './published-security-scheme';
import { isRecord, type JsonObject } from './spec-node';

export interface PublishedDocumentRequest {
  /** `ReadApiDefinition.document`. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly definition: ApiDefinition;
  /** Base URL of the environment, without the base path: `https://api.example.nhs.uk`. */
  readonly apiUrl: string;
  /** The same of the sandbox; empty or absent where there is none. */
  readonly sandboxUrl?: string;
  /** The authorisation server's token endpoint. */
  readonly tokenUrl: string;
}

/**
 * The OpenAPI document as consumers see it. Servers, security schemes, each operation's security and which operations
 * there are come from what is deployed, so that the documentation cannot disagree with the gateway; the platform's
 * extensions and references to files that were not found are left out.
 */
export function publishedDocument(request: PublishedDocumentRequest): Record<string, unknown> {
  const { document, definition, tokenUrl } = request;
  const { security: _, ...kept } = publicValue(document) as JsonObject;
  const modes = new Set(definition.operations.flatMap(({ access }) => access));
  const securitySchemes = Object.fromEntries([...modes].map((mode) => [mode, publishedSecurityScheme(mode, tokenUrl)]));
  return {
    ...kept,
    servers: publishedServers(request),
    paths: publishedPaths(kept, definition),
    components: { ...(isRecord(kept.components) ? kept.components : {}), securitySchemes },
  };
}

const PRIVATE_KEY = /^x-(nhsd-apim$|dip-|amazon-apigateway-)/;

function publicValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(publicValue);
  if (!isRecord(value)) return value;
  if (typeof value.$ref === 'string' && !value.$ref.startsWith('#')) return {};
  const entries = Object.entries(value).filter(([key]) => !PRIVATE_KEY.test(key));
  return Object.fromEntries(entries.map(([key, field]) => [key, publicValue(field)]));
}

function publishedServers({ apiUrl, sandboxUrl, definition }: PublishedDocumentRequest): unknown[] {
  const server = (url: string, description: string) => ({ url: `${url}${definition.basePath}`, description });
  return [server(apiUrl, definition.title), ...(sandboxUrl ? [server(sandboxUrl, 'Sandbox')] : [])];
}

function publishedPaths(document: JsonObject, definition: ApiDefinition): JsonObject {
  const paths = isRecord(document.paths) ? Object.entries(document.paths) : [];
  return Object.fromEntries(
    paths.flatMap(([path, item]) => {
      const published = publishedItem(path, inPlace(item, document), definition);
      return published === undefined ? [] : [[path, published]];
    }),
  );
}

function publishedItem(path: string, item: JsonObject, { operations }: ApiDefinition): JsonObject | undefined {
  const { servers: _, trace: __, ...published } = item;
  const [template = ''] = path.split('#');
  let count = 0;
  for (const method of httpMethod.options) {
    const key = method.toLowerCase();
    const deployed = operations.find((operation) => operation.method === method && operation.path === template);
    const declared = published[key];
    delete published[key];
    if (deployed === undefined || !isRecord(declared)) continue;
    const { servers: ___, ...operation } = declared;
    published[key] = { ...operation, security: securityOf(deployed.access) };
    count += 1;
  }
  return count === 0 ? undefined : published;
}

const securityOf = (access: readonly AccessMode[]): JsonObject[] => access.map((mode) => ({ [mode]: [] }));

/** A path item that stands under `components` is shared, and its security may not be. */
function inPlace(item: unknown, document: JsonObject): JsonObject {
  if (!isRecord(item)) return {};
  if (typeof item.$ref !== 'string') return item;
  const path = item.$ref.slice(2).split('/').map(decodeURIComponent);
  const target = path
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, segment) => (isRecord(at) && Object.hasOwn(at, segment) ? at[segment] : undefined), document);
  return isRecord(target) ? target : {};
}
