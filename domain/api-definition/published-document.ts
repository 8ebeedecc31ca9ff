import type { AccessMode } from '../credentials/access-mode';
import { isRecord, type JsonObject } from '../record';
import { type ApiDefinition, httpMethod } from './api-definition';
import { kindBelow, type NodeKind } from './document-grammar';
import { partAt } from './json-pointer';
import { OutgoingSecurity } from './outgoing-security';
import { publishedSecurityScheme } from './published-security-scheme';
import { wholeDocument } from './whole-document';

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
 * extensions are left out. Every reference in it leads somewhere: what is referred to and left out in its own place
 * stands under `components`, and what the file did not come with is said to be missing or left out.
 */
export function publishedDocument(request: PublishedDocumentRequest): Record<string, unknown> {
  const { document, definition, tokenUrl } = request;
  const source = publicValue(document, 'document') as JsonObject;
  const { security: _, ...kept } = source;
  const { pathItems: __, ...components } = isRecord(kept.components) ? kept.components : {};
  const modes = new Set(definition.operations.flatMap(({ access }) => access));
  const securitySchemes = Object.fromEntries([...modes].map((mode) => [mode, publishedSecurityScheme(mode, tokenUrl)]));
  const published = {
    ...kept,
    // OpenAPI asks for a version.
    info: { ...(isRecord(kept.info) ? kept.info : {}), ...(definition.version === '' && { version: 'not stated' }) },
    servers: publishedServers(request),
    paths: publishedPaths(kept, definition),
    components: { ...components, securitySchemes },
  };
  return wholeDocument(published, { source, outgoing: new OutgoingSecurity(source, securitySchemes) });
}

const PRIVATE_KEY = /^x-(nhsd-apim$|dip-|amazon-apigateway-)/;

function publicValue(value: unknown, kind: NodeKind): unknown {
  if (kind === 'data' || kind === 'body' || kind === 'bodyPart') return value;
  const below = (key: string, field: unknown) => publicValue(field, kindBelow(kind, key, value));
  if (Array.isArray(value)) return value.map((item, index) => below(String(index), item));
  if (!isRecord(value)) return value;
  const isPrivate = (key: string) => PRIVATE_KEY.test(key) && kindBelow(kind, key, value) === 'plain';
  const entries = Object.entries(value).filter(([key]) => !isPrivate(key));
  return Object.fromEntries(entries.map(([key, field]) => [key, below(key, field)]));
}

function publishedServers({ apiUrl, sandboxUrl, definition }: PublishedDocumentRequest): unknown[] {
  const server = (url: string, description: string) => ({ url: `${url}${definition.basePath}`, description });
  return [server(apiUrl, definition.title), ...(sandboxUrl ? [server(sandboxUrl, 'Sandbox')] : [])];
}

function publishedPaths(document: JsonObject, definition: ApiDefinition): JsonObject {
  const paths = isRecord(document.paths) ? inPlace(document.paths, document) : {};
  return Object.fromEntries(
    Object.entries(paths).flatMap(([path, item]) => {
      const published = publishedItem(path, inPlace(item, document), { document, definition });
      return published === undefined ? [] : [[path, published]];
    }),
  );
}

interface Publishing {
  readonly document: JsonObject;
  readonly definition: ApiDefinition;
}

function publishedItem(
  path: string,
  item: JsonObject,
  { document, definition: { operations } }: Publishing,
): JsonObject | undefined {
  const { servers: _, trace: __, ...published } = item;
  const [template = ''] = path.split('#');
  let count = 0;
  for (const method of httpMethod.options) {
    const key = method.toLowerCase();
    const deployed = operations.find((operation) => operation.method === method && operation.path === template);
    const declared = inPlace(published[key], document);
    delete published[key];
    if (deployed === undefined || Object.keys(declared).length === 0) continue;
    const { servers: ___, ...operation } = declared;
    published[key] = { ...operation, security: securityOf(deployed.access) };
    count += 1;
  }
  return count === 0 ? undefined : published;
}

const securityOf = (access: readonly AccessMode[]): JsonObject[] => access.map((mode) => ({ [mode]: [] }));

/** A path or an operation that is a `$ref` is shared, and its security may not be; what stands beside it adds to it. */
function inPlace(part: unknown, document: JsonObject, steps = 0): JsonObject {
  if (!isRecord(part)) return {};
  const { $ref, ...beside } = part;
  if (typeof $ref !== 'string') return part;
  if (steps > longestChain) return {};
  return { ...inPlace(partAt($ref, document), document, steps + 1), ...beside };
}

/** More `$ref`s than this in a row are a circle. */
const longestChain = 20;
