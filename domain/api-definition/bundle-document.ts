import { Failure } from '../failure';
import { limits } from './limits';
import { isRecord, type JsonObject, pointerOf, type RawNode } from './raw-node';
import type { References } from './references';

/**
 * The document in one piece: what a file `$ref` names stands in its place, and where it is named again (or names
 * itself) a `#/…` reference to the first place. References inside the document stay; those that lead nowhere stay
 * too, with a warning.
 * @throws Failure `invalid_definition` where the document would have more values, or be deeper, than the limits.
 */
export function bundleDocument(root: RawNode, references: References): Record<string, unknown> {
  const placed = new Map<string, string>();
  let count = 0;

  const copy = (node: RawNode, place: readonly string[]): unknown => {
    count += 1;
    if (count > 2 * limits.fileValues) refuse(root, `has more than ${2 * limits.fileValues} values`);
    if (place.length > 2 * limits.depth) refuse(node, `is more than ${2 * limits.depth} levels deep`);
    if (node.reference === undefined) return copyInside(node, place);
    const target = references.find(node);
    if (target === undefined) {
      if (!isWellKnown(node.reference)) references.follow(node, 'warning');
      return copyInside(node, place);
    }
    if (target.source === root.source) return { ...node.fields, $ref: `#${pointerOf(target.path)}` };
    const earlier = placed.get(target.id);
    if (earlier !== undefined) return { $ref: earlier };
    // The extension is not published, so nothing outside it may point inside.
    if (!place.some((segment) => segment.startsWith('x-'))) placed.set(target.id, `#${pointerOf(place)}`);
    const inside = copyInside(target, place);
    return isPath(place) && isRecord(inside) ? { ...inside, ...beside(node, place) } : inside;
  };

  const copyInside = (node: RawNode, place: readonly string[]): unknown => {
    if (Array.isArray(node.value)) return node.children.map((item) => copy(item, [...place, item.key]));
    if (typeof node.value !== 'object' || node.value === null) return node.value;
    return Object.fromEntries(node.children.map((field) => [field.key, copy(field, [...place, field.key])]));
  };

  /** What stands beside the `$ref` of a path adds to what it names. */
  const beside = (node: RawNode, place: readonly string[]): JsonObject =>
    Object.fromEntries(
      node.children.filter(({ key }) => key !== '$ref').map((field) => [field.key, copy(field, [...place, field.key])]),
    );

  return copyInside(root, []) as Record<string, unknown>;
}

const isPath = (place: readonly string[]): boolean => place.length === 2 && place[0] === 'paths';

function refuse(at: RawNode, what: string): never {
  const fix = 'split the API, or refer to fewer files';
  throw new Failure('invalid_definition', `${at.location}: with the files it refers to the document ${what}; ${fix}`);
}

/** The platform's own security schemes are known by name and never fetched. */
export const isWellKnown = (reference: string): boolean =>
  /^https:\/\/proxygen\.(prod|ptl)\.api\.platform\.nhs\.uk\/components\/securitySchemes\//.test(reference);
