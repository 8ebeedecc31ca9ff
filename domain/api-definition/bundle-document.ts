import type { References } from './references';
import { pointerOf, type SpecNode } from './spec-node';

/**
 * The document in one piece: what a file `$ref` names stands in its place, and where it is named again (or names
 * itself) a `#/…` reference to the first place. References inside the document stay; those that lead nowhere stay
 * too, with a warning.
 */
export function bundleDocument(root: SpecNode, references: References): Record<string, unknown> {
  const placed = new Map<string, string>();

  const copy = (node: SpecNode, place: readonly string[]): unknown => {
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
    return copyInside(target, place);
  };

  const copyInside = (node: SpecNode, place: readonly string[]): unknown => {
    if (Array.isArray(node.value)) return node.children.map((item) => copy(item, [...place, item.key]));
    if (typeof node.value !== 'object' || node.value === null) return node.value;
    return Object.fromEntries(node.children.map((field) => [field.key, copy(field, [...place, field.key])]));
  };

  return copyInside(root, []) as Record<string, unknown>;
}

/** The platform's own security schemes are known by name and never fetched. */
export const isWellKnown = (reference: string): boolean =>
  /^https:\/\/proxygen\.(prod|ptl)\.api\.platform\.nhs\.uk\/components\/securitySchemes\//.test(reference);
