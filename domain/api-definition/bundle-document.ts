import { Failure } from '../failure';
import { isRecord, type JsonObject } from '../record';
import { kindBelow, type NodeKind, sectionOf } from './document-grammar';
import { isExampleObject } from './example-object';
import { limits } from './limits';
import { pointerOf, RawNode } from './raw-node';
import type { References } from './references';
import { SchemaReferences } from './schema-references';
import { SectionNames, withParts } from './section-names';
import type { SourceFile } from './source-file';

/** Of what is written out in its place, beside its values: few files can name each other millions of times. */
const costOfCopying = 50;

/** A part of another file that `components` is to hold. */
interface Part {
  readonly kind: NodeKind;
  readonly section: string;
  readonly name: string;
  readonly node: RawNode;
}

/**
 * The document in one piece: what a `$ref` names in another file stands under `components`, or in its place where
 * `components` has no section for it. References inside the document stay; those that lead nowhere stay too, with a
 * warning.
 * @throws Failure `invalid_definition` where the document would have more values, or be deeper, than the limits.
 */
export function bundleDocument(root: RawNode, references: References): Record<string, unknown> {
  const names = new SectionNames(root, references);
  /** Of those that have an `$id` or an anchor. */
  const schemas = new SchemaReferences(references);
  const waiting: Part[] = [];
  let count = 0;

  const copy = (
    node: RawNode,
    kind: NodeKind,
    place: readonly string[],
    above: ReadonlyMap<string, string>,
  ): unknown => {
    count += 1;
    if (count > 2 * limits.fileValues) refuse(root, `has more than ${2 * limits.fileValues} values`);
    if (place.length > 2 * limits.depth) refuse(node, `is more than ${2 * limits.depth} levels deep`);
    if (kind === 'mapping' && node.text !== undefined) return mapped(node);
    if (!references.isReference(node, kind)) return copyInside(node, kind, place, above);
    const target = kind === 'schema' ? references.findSchema(node) : references.find(node);
    if (target === undefined) {
      const isNamed = kind === 'schema' && schemas.find(node, node.reference ?? '') !== undefined;
      if (!isNamed && !isWellKnown(node.reference ?? '')) references.follow(node, 'warning');
      return copyInside(node, kind, place, above);
    }
    const beside = () => besideOf(node, kind, place, above);
    if (target.source === root.source && kind !== 'body') return { ...beside(), $ref: `#${target.pointer}` };
    const section = sectionOf[kind];
    if (section !== undefined && !isComponent(place, section, names.nameOf(section, target))) {
      return { ...beside(), $ref: pointerTo(kind, section, target) };
    }
    const earlier = above.get(target.id);
    if (earlier !== undefined) return { ...beside(), $ref: earlier };
    count += costOfCopying;
    const inside = copyWhole(target, kind, place, new Map(above).set(target.id, `#${pointerOf(place)}`));
    return isRecord(inside) ? { ...inside, ...beside() } : inside;
  };

  const copyInside: typeof copy = (node, kind, place, above) => {
    const below = (child: RawNode) => copy(child, kindBelow(kind, child.key, node.value), [...place, child.key], above);
    if (Array.isArray(node.value)) return node.children.map(below);
    if (typeof node.value !== 'object' || node.value === null) return node.value;
    return Object.fromEntries(node.children.map((field) => [field.key, below(field)]));
  };

  /** Real files also refer straight to the body, where OpenAPI wants an Example Object. */
  const copyWhole: typeof copy = (node, kind, place, above) =>
    kind === 'example' && !isExampleObject(node)
      ? { value: copyInside(node, 'body', [...place, 'value'], above) }
      : copyInside(node, kind, place, above);

  /** What stands beside a `$ref`. */
  const besideOf: (...at: Parameters<typeof copy>) => JsonObject = (node, kind, place, above) => {
    const { $ref: _, ...fields } = node.fields;
    return copyInside(new RawNode(fields, node.source, node.path), kind, place, above) as JsonObject;
  };

  const pointerTo = (kind: NodeKind, section: string, node: RawNode): string => {
    const known = names.nameOf(section, node);
    const name = known ?? names.give(section, node);
    if (known === undefined) waiting.push({ kind, section, name, node });
    return `#${pointerOf(['components', section, name])}`;
  };

  /** OpenAPI 3.1, Discriminator Object: a name under `components.schemas` or a reference, as real files write both. */
  const mapped = (node: RawNode): string => {
    const text = node.text ?? '';
    const component = `#${pointerOf(['components', 'schemas', text])}`;
    // Each at a place of its own, as what a place leads to is remembered.
    const to = ($ref: string, source: SourceFile, as: string) =>
      references.find(new RawNode({ $ref }, source, [...node.path, as]));
    if (to(component, root.source, 'name') !== undefined) return text;
    const target = to(text, node.source, 'reference') ?? to(component, node.source, 'own name');
    if (target === undefined) return text;
    return target.source === root.source ? `#${target.pointer}` : pointerTo('schema', 'schemas', target);
  };

  const document = copyInside(root, 'document', [], new Map()) as JsonObject;
  const added = new Map<string, Map<string, unknown>>();
  for (const { kind, section, name, node } of waiting) {
    const value = copyWhole(node, kind, ['components', section, name], new Map());
    added.set(section, (added.get(section) ?? new Map()).set(name, value));
  }
  return added.size === 0 ? document : { ...document, components: withParts(document.components, added) };
}

const isComponent = (place: readonly string[], section: string, name: string | undefined): boolean =>
  place.length === 3 && place[0] === 'components' && place[1] === section && place[2] === name;

function refuse(at: RawNode, what: string): never {
  const fix = 'split the API, or refer to fewer files';
  throw new Failure('invalid_definition', `${at.location}: with the files it refers to the document ${what}; ${fix}`);
}

/** The platform's own security schemes are known by name and never fetched. */
export const isWellKnown = (reference: string): boolean =>
  /^https:\/\/proxygen\.(prod|ptl)\.api\.platform\.nhs\.uk\/components\/securitySchemes\//.test(reference);
