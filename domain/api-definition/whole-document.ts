import { isRecord, type JsonObject } from '../record';
import { kindBelow, type NodeKind, sectionOf } from './document-grammar';
import { chainEnd, namesFile, partAt, segmentsOf } from './json-pointer';
import { limits } from './limits';
import type { OutgoingSecurity } from './outgoing-security';
import { pointerOf } from './raw-node';
import { unused, withParts } from './section-names';

const missing = 'The file of this API refers here to something that is not published with it.';

/** Stands for what is left out with the member that holds it. */
const nothing = Symbol('nothing');

export interface WholeNeeds {
  /** The document with what a reference may name and the published one has no more. */
  readonly source: JsonObject;
  /** What requests to webhooks and callbacks ask for. */
  readonly outgoing: OutgoingSecurity;
}

/**
 * The document with every reference leading somewhere inside it. What the published document lacks comes from the
 * source and stands under `components`, or in place; what that lacks too is, as a schema or a response, replaced by one
 * that says so, and left out otherwise.
 */
export function wholeDocument(published: JsonObject, { source, outgoing }: WholeNeeds): JsonObject {
  const is30 = String(source.openapi).startsWith('3.0');
  const added = new Map<string, Map<string, unknown>>();
  const moved = new Map<string, string>();
  const waiting: (() => void)[] = [];

  const walk = (value: unknown, kind: NodeKind, isSent: boolean, depth = 0): unknown => {
    if (kind === 'data' || kind === 'bodyPart') return value;
    if (kind === 'mapping' && typeof value === 'string') return mapped(value);
    if (Array.isArray(value)) {
      const items = value.map((item, index) => walk(item, kindBelow(kind, String(index), value), isSent, depth));
      return items.filter((item) => item !== nothing);
    }
    if (!isRecord(value)) return value;
    const { $ref, ...beside } = value;
    if (kind === 'body') return isLostBody(value) ? nothing : value;
    if (typeof $ref === 'string') return referring($ref, kind, members(beside, kind, isSent, depth), { isSent, depth });
    if (kind === 'link' && typeof value.operationRef === 'string' && isLost(value.operationRef)) return nothing;
    const whole = members(value, kind, isSent, depth);
    return kind === 'operation' && isSent ? { ...whole, ...outgoing.of(value) } : whole;
  };

  const members = (value: JsonObject, kind: NodeKind, isSent: boolean, depth: number): JsonObject => {
    const isSentBelow = kind !== 'paths' && (isSent || kind === 'pathItems' || kind === 'callback');
    const fields = Object.entries(value).map(
      ([key, field]) => [key, walk(field, kindBelow(kind, key, value), isSentBelow, depth)] as const,
    );
    return Object.fromEntries(fields.filter(([, field]) => field !== nothing));
  };

  const referring = (
    $ref: string,
    kind: NodeKind,
    beside: JsonObject,
    { isSent, depth }: { readonly isSent: boolean; readonly depth: number },
  ): unknown => {
    if (isAnchor($ref, kind) || chainEnd($ref, published) !== undefined) return { ...beside, $ref };
    const part = chainEnd($ref, source);
    if (part === undefined)
      return kind === 'schema' || kind === 'response' ? { description: missing, ...beside } : nothing;
    const place = placeOf($ref, part, kind);
    if (place !== undefined) return { ...beside, $ref: place };
    if (kind === 'plain' || depth > limits.depth) return nothing;
    const inside = walk(part, kind, isSent, depth + 1);
    return isRecord(inside) ? { ...inside, ...beside } : inside;
  };

  /** Where `components` holds, from now on, a part that has no place of its own any more. */
  const placeOf = ($ref: string, part: unknown, kind: NodeKind): string | undefined => {
    const section = kind === 'pathItem' && !is30 ? 'pathItems' : sectionOf[kind];
    if (section === undefined) return undefined;
    const known = moved.get(`${section} ${$ref}`);
    if (known !== undefined) return known;
    const parts = added.get(section) ?? new Map<string, unknown>();
    const taken = partAt(`#/components/${section}`, published);
    const isTaken = (name: string) => parts.has(name) || (isRecord(taken) && Object.hasOwn(taken, name));
    const name = unused(nameOf($ref), { has: isTaken });
    added.set(section, parts.set(name, {}));
    waiting.push(() => parts.set(name, walk(part, kind, true)));
    const place = `#${pointerOf(['components', section, name])}`;
    moved.set(`${section} ${$ref}`, place);
    return place;
  };

  const mapped = (name: string): unknown => {
    if (partAt(`#${pointerOf(['components', 'schemas', name])}`, published) !== undefined) return name;
    const whole = referring(name, 'schema', {}, { isSent: false, depth: 0 });
    return isRecord(whole) && typeof whole.$ref === 'string' ? whole.$ref : nothing;
  };

  const isLost = (operationRef: string): boolean =>
    operationRef.startsWith('#') ? partAt(operationRef, published) === undefined : namesFile(operationRef);

  const document = walk(published, 'document', false) as JsonObject;
  for (const add of waiting) add();
  if (outgoing.schemes.size > 0) {
    added.set('securitySchemes', new Map(outgoing.schemes));
  }
  return added.size === 0 ? document : { ...document, components: withParts(document.components, added) };
}

/** JSON Schema 2020-12, Core §8.2.2: a name within the document that is no pointer. */
const isAnchor = (reference: string, kind: NodeKind): boolean => kind === 'schema' && /^#[A-Za-z_]/.test(reference);

/** An example that names a file which the document did not come with. */
const isLostBody = ({ $ref, ...beside }: JsonObject): boolean =>
  typeof $ref === 'string' && namesFile($ref) && Object.keys(beside).length === 0;

/** `#/components/pathItems/sent` → `sent`, `#/paths/~1_ping/get` → `paths-_ping-get` */
function nameOf(reference: string): string {
  const segments = segmentsOf(reference.slice(1)) ?? [];
  const own = segments[0] === 'components' ? segments.slice(2) : segments;
  return (
    own
      .join('-')
      .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
      .replaceAll(/--+|^-+|-+$/g, (hyphens) => (hyphens.length > 1 ? '-' : '')) || 'part'
  );
}
