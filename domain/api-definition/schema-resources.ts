import { isRecord } from '../record';
import { RawNode } from './raw-node';
import type { SourceFile } from './source-file';

/** What has an address: a file, or a schema in it with an `$id` (JSON Schema 2020-12 §8.2.1). */
export interface SchemaResource {
  readonly root: RawNode;
  /** By `$anchor` and `$dynamicAnchor`. */
  readonly anchors: Map<string, RawNode>;
}

/** A file has no address of its own: it is taken for one at a host that does not exist. */
export const addressOf = ({ file }: SourceFile): string => resolved(encodeURI(file), 'https://file.invalid/');

/** The address without a fragment; the base where it is none. */
export function resolved(reference: string, base: string): string {
  const url = URL.parse(reference, base);
  if (url === null) return base;
  url.hash = '';
  return url.href;
}

/** Fields of OpenAPI and JSON Schema whose keys are names, and say nothing themselves. */
const areNames = new Set([
  ...['properties', 'patternProperties', 'dependentSchemas', '$defs', 'definitions', 'schemas', 'paths', 'webhooks'],
  ...['responses', 'parameters', 'requestBodies', 'headers', 'callbacks', 'pathItems', 'content', 'encoding'],
]);
const areData = new Set(['enum', 'const', 'default', 'example', 'examples', 'value']);

interface Place {
  readonly value: unknown;
  readonly path: readonly string[];
  readonly address: string;
  /** Whether the keys here are names. */
  readonly names: boolean;
}

/** The schema resources of a file by their addresses, and the addresses by the places that have one. */
export function schemaResources(source: SourceFile): {
  readonly resources: Map<string, SchemaResource>;
  readonly addresses: Map<string, string>;
} {
  const whole = addressOf(source);
  const resources = new Map<string, SchemaResource>([[whole, { root: RawNode.rootOf(source), anchors: new Map() }]]);
  const addresses = new Map<string, string>();
  const open: Place[] = [{ value: source.content, path: [], address: whole, names: false }];
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { value, path, names } = place;
    if (typeof value !== 'object' || value === null) continue;
    const address = names || !isRecord(value) ? place.address : named(value, place);
    for (const [key, child] of Object.entries(value)) {
      if (typeof child !== 'object' || child === null || (!names && areData.has(key))) continue;
      open.push({ value: child, path: [...path, key], address, names: !names && areNames.has(key) });
    }
  }
  return { resources, addresses };

  function named(value: Readonly<Record<string, unknown>>, { path, address }: Place): string {
    const { $id, $anchor, $dynamicAnchor } = value;
    const node = new RawNode(value, source, path);
    const here = typeof $id === 'string' ? resolved($id, address) : address;
    if (here !== address) addresses.set(node.id, here);
    const resource = resources.get(here) ?? { root: node, anchors: new Map<string, RawNode>() };
    resources.set(here, resource);
    for (const anchor of [$anchor, $dynamicAnchor]) if (typeof anchor === 'string') resource.anchors.set(anchor, node);
    return here;
  }
}
