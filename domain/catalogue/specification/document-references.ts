import { isRecord, type JsonObject } from '../../record';
import type { SchemaReference } from './specification';

/** More `$ref`s than this in a row are a circle. */
const longestChain = 20;

const described = (reference: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(reference).filter(([key]) => key === 'summary' || key === 'description'));

/** Follows the `#/…` references of one document. */
export class DocumentReferences {
  readonly #document: JsonObject;
  readonly #schemas: JsonObject;
  #anchors: ReadonlyMap<string, unknown> | undefined;

  /** Schemas that may still be shown; those of real files are some thousands at most. */
  #room = 6000;
  /** The same of calls that the publisher makes; a real file has some dozens. */
  #calls = 200;

  constructor(document: JsonObject) {
    this.#document = document;
    const components = isRecord(document.components) ? document.components : {};
    this.#schemas = isRecord(components.schemas) ? components.schemas : {};
  }

  /**
   * The value itself, or what its `$ref` leads to; nothing where that is no object. A summary and a description beside the
   * `$ref` stand for those of what it names (OpenAPI 3.1, Reference Object).
   */
  resolve(value: unknown): JsonObject {
    let at = value;
    for (let step = 0; step < longestChain && isRecord(at) && typeof at.$ref === 'string'; step += 1) {
      at = this.#at(at.$ref);
    }
    if (!isRecord(at)) return {};
    return at === value || !isRecord(value) ? at : { ...at, ...described(value) };
  }

  /** Whether one more schema may be shown: few lines can refer to each other so that they are millions. */
  admitSchema(): boolean {
    this.#room -= 1;
    return this.#room >= 0;
  }

  admitCall(): boolean {
    this.#calls -= 1;
    return this.#calls >= 0;
  }

  get isCut(): boolean {
    return this.#room < 0 || this.#calls < 0;
  }

  /** The named schema that a schema refers to. */
  schemaNamed(value: unknown): SchemaReference | undefined {
    if (!isRecord(value) || typeof value.$ref !== 'string') return undefined;
    const name = /^#\/components\/schemas\/([^/]+)$/.exec(value.$ref)?.[1];
    const decoded = name && decodePointer(name);
    return decoded && Object.hasOwn(this.#schemas, decoded) ? schemaReference(decoded) : undefined;
  }

  get namedSchemas(): readonly [SchemaReference, unknown][] {
    return Object.entries(this.#schemas).map(([name, schema]) => [schemaReference(name), schema]);
  }

  /** What bears the anchor, whichever schema's it is (JSON Schema 2020-12, Core §8.2.2). */
  #anchored(reference: string): unknown {
    this.#anchors ??= anchorsIn(this.#document);
    return this.#anchors.get(reference.replace(/^[^#]*#/, ''));
  }

  #at(reference: string): unknown {
    if (!reference.startsWith('#/')) return this.#anchored(reference);
    return reference
      .slice(2)
      .split('/')
      .map(decodePointer)
      .reduce<unknown>(
        (at, key) => ((isRecord(at) || Array.isArray(at)) && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined),
        this.#document,
      );
  }
}

/** Iterative, as a document may be deep; a name that stands twice is one of the two. */
function anchorsIn(document: JsonObject): ReadonlyMap<string, unknown> {
  const anchors = new Map<string, unknown>();
  const open: unknown[] = [document];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (typeof at !== 'object' || at === null) continue;
    if (isRecord(at)) {
      for (const name of [at.$anchor, at.$dynamicAnchor]) {
        if (typeof name === 'string' && !anchors.has(name)) anchors.set(name, at);
      }
    }
    for (const inside of Object.values(at)) if (inside !== undefined) open.push(inside);
  }
  return anchors;
}

function decodePointer(segment: string): string {
  try {
    return decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return segment;
  }
}

export const fragmentOf = (prefix: string, name: string): string =>
  `${prefix}-${name.replaceAll(/[^A-Za-z0-9_.-]+/g, '-').replaceAll(/^-+|-+$/g, '')}`;

const schemaReference = (name: string): SchemaReference => ({ name, id: fragmentOf('schema', name) });
