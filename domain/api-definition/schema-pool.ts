import {
  holdsData,
  holdsList,
  holdsMap,
  holdsOne,
  type JsonSchema,
  type JsonSchemaObject,
  referenceTo,
} from '../json-schema/schema';
import { isRecord } from '../record';
import { limits } from './limits';
import type { RawNode } from './raw-node';
import type { References } from './references';
import { SchemaReferences } from './schema-references';
import { valuesIn } from './values-in';

/** Values of any kind: what is within is data. */
const isFree = new Set(['const', 'default', 'example']);

/**
 * The schemas of one API. Each that a `$ref` names is kept once, and referred to by its place in the list: a schema may
 * then refer to itself, and costs what it is long, however often it is named.
 */
export class SchemaPool {
  readonly schemas: JsonSchema[] = [];
  readonly #places = new Map<string, number>();
  readonly #waiting: (readonly [place: number, node: RawNode])[] = [];
  readonly #references: References;
  readonly #targets: SchemaReferences;
  /** OpenAPI 3.0.3, Reference Object: what stands beside a `$ref` is to be ignored; from 3.1 on it counts. */
  readonly #siblingsCount: boolean;

  constructor(references: References, version: '3.0' | '3.1') {
    this.#references = references;
    this.#targets = new SchemaReferences(references);
    this.#siblingsCount = version !== '3.0';
  }

  /** The schema that a node holds or refers to. */
  read(node: RawNode): JsonSchema {
    const schema = this.#schema(node, 0);
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      const [place, waiting] = next;
      this.schemas.splice(place, 1, this.#schema(waiting, 0));
    }
    return schema;
  }

  #placeOf(node: RawNode): number {
    const known = this.#places.get(node.id);
    if (known !== undefined) return known;
    const place = this.schemas.push(true) - 1;
    this.#places.set(node.id, place);
    this.#waiting.push([place, node]);
    return place;
  }

  #schema(node: RawNode, depth: number): JsonSchema {
    if (typeof node.value === 'boolean') return node.value;
    if (!isRecord(node.value)) return {};
    if (depth > limits.depth || !this.#references.admit(Object.keys(node.value).length + 1, node)) return {};
    const referred = node.reference === undefined ? {} : this.#referred(node, node.reference);
    if (node.reference !== undefined && !this.#siblingsCount) return referred;
    const own: Record<string, unknown> & { allOf?: JsonSchema[] } = Object.fromEntries(
      node.children.flatMap((field) => this.#keyword(field, depth + 1)),
    );
    const schema = { ...own, ...this.#discriminator(node), ...referred };
    const dynamic = this.#dynamic(node);
    return dynamic === undefined ? schema : { ...schema, allOf: [...(schema.allOf ?? []), dynamic] };
  }

  #keyword(field: RawNode, depth: number): [string, unknown][] {
    const { key } = field;
    const below = (node: RawNode): JsonSchema => this.#schema(node, depth);
    if (holdsOne.has(key)) return [[key, Array.isArray(field.value) ? field.children.map(below) : below(field)]];
    // Where no map could stand, or none with a text as `$ref`, real files refer too.
    const node = isFree.has(key) ? field : this.#references.follow(field, 'warning');
    if (node === undefined) return [];
    if (holdsMap.has(key) && isRecord(node.value)) {
      return [[key, Object.fromEntries(node.children.map((each) => [each.key, below(each)]))]];
    }
    if (holdsList.has(key) && Array.isArray(node.value)) return [[key, node.children.map(below)]];
    return holdsData.has(key) && this.#hasRoomFor(node) ? [[key, node.value]] : [];
  }

  #hasRoomFor(data: RawNode): boolean {
    return typeof data.value !== 'object' || this.#references.admit(valuesIn(data.value), data);
  }

  #referred(node: RawNode, reference: string): JsonSchemaObject {
    const target = this.#targets.target(node, reference);
    return target ? { $ref: referenceTo(this.#placeOf(target)) } : {};
  }

  /** Where one schema alone bears the anchor, it is what every scope leads to. */
  #dynamic(node: RawNode): JsonSchemaObject | undefined {
    const { $dynamicRef: reference } = node.fields;
    if (typeof reference !== 'string') return undefined;
    const [only, another] = this.#targets.dynamicAnchors(reference.replace(/^.*#/, ''));
    const target = only && !another ? only : undefined;
    if (target) return { $ref: referenceTo(this.#placeOf(target)) };
    const what = `$dynamicRef "${reference}" leads to what depends on where it is used, and is not checked`;
    this.#references.problems.warning(node, `${what}; refer to one schema with $ref`);
    return undefined;
  }

  /** OpenAPI 3.0.3, Discriminator Object: an alternative's own name stands for it, and so do those mapped to it. */
  #discriminator(node: RawNode): JsonSchemaObject {
    const { propertyName, mapping } = isRecord(node.fields.discriminator) ? node.fields.discriminator : {};
    if (typeof propertyName !== 'string') return {};
    const alternatives = ['oneOf', 'anyOf'].flatMap((name) => node.child(name).children);
    const implied = alternatives.flatMap((each) => {
      const { reference = '' } = each;
      const name = reference.split(/[/#]/).at(-1) ?? '';
      const target = reference === '' ? undefined : this.#targets.find(each, reference);
      return name !== '' && target ? [[name, referenceTo(this.#placeOf(target))] as const] : [];
    });
    const stated = Object.entries(isRecord(mapping) ? mapping : {}).flatMap(([value, name]) => {
      const target = typeof name === 'string' ? this.#mapped(node, name) : undefined;
      return target ? [[value, referenceTo(this.#placeOf(target))] as const] : [];
    });
    return { discriminator: { propertyName, mapping: Object.fromEntries([...implied, ...stated]) } };
  }

  /** A mapping names a schema of the document, or any by its address. */
  #mapped(node: RawNode, name: string): RawNode | undefined {
    const component = /^[\w.-]+$/.test(name) ? `#/components/schemas/${name}` : name;
    return this.#targets.find(node, component) ?? this.#targets.find(node, name);
  }
}
