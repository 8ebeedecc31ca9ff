import { decoded, segmentsOf } from './json-pointer';
import { pointerOf, type RawNode } from './raw-node';
import type { References } from './references';
import { addressOf, resolved, type SchemaResource, schemaResources } from './schema-resources';
import type { SourceFile } from './source-file';

/**
 * Where the `$ref`s of schemas lead. In most files none has an `$id` or an anchor, and then a `$ref` is a file's path
 * and a pointer, as everywhere in OpenAPI.
 */
export class SchemaReferences {
  readonly #references: References;
  readonly #resources = new Map<string, SchemaResource>();
  /** Of the places that have an `$id`. */
  readonly #addresses = new Map<string, string>();
  readonly #read = new Set<SourceFile>();

  constructor(references: References) {
    this.#references = references;
  }

  /** What a reference in a schema names, one step on; reported where that is nothing. */
  target(node: RawNode, reference: string): RawNode | undefined {
    return this.find(node, reference) ?? this.#references.step(node, reference);
  }

  /** As `target` for what has an `$id` or an anchor, and silently. */
  find(node: RawNode, reference: string): RawNode | undefined {
    this.#readFile(node.source);
    const [address = '', fragment = ''] = reference.split('#', 2);
    const resource = this.#resources.get(resolved(address, this.#addressOf(node)));
    if (resource) return within(resource, fragment);
    const file = this.#references.fileAt(address, node.source);
    if ('refused' in file) return undefined;
    this.#readFile(file);
    const whole = this.#resources.get(addressOf(file));
    return whole && within(whole, fragment);
  }

  /** The schemas that bear this dynamic anchor in all files that were read. */
  dynamicAnchors(name: string): RawNode[] {
    for (const source of this.#references.sources) this.#readFile(source);
    const bearing = [...this.#resources.values()].flatMap(({ anchors }) => anchors.get(name) ?? []);
    return bearing.filter(({ fields }) => fields.$dynamicAnchor === name);
  }

  #addressOf({ source, path }: RawNode): string {
    for (let length = path.length; this.#addresses.size > 0 && length >= 0; length -= 1) {
      const known = this.#addresses.get(`${source.file}#${pointerOf(path.slice(0, length))}`);
      if (known !== undefined) return known;
    }
    return addressOf(source);
  }

  #readFile(source: SourceFile): void {
    if (this.#read.has(source)) return;
    this.#read.add(source);
    const { resources, addresses } = schemaResources(source);
    for (const [address, resource] of resources) this.#resources.set(address, resource);
    for (const [id, address] of addresses) this.#addresses.set(id, address);
  }
}

function within({ root, anchors }: SchemaResource, fragment: string): RawNode | undefined {
  const path = segmentsOf(fragment);
  if (path === undefined) return anchors.get(decoded(fragment) ?? '');
  const node = path.reduce((at, segment) => at.child(segment), root);
  return node.value === undefined ? undefined : node;
}
