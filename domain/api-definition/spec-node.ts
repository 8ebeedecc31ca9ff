import { isRecord } from '../record';
import type { Severity } from './problems';
import { RawNode } from './raw-node';
import type { References } from './references';

/** OpenAPI 3.1, Reference Object: beside a `$ref` they stand for those of what it names. */
const describing = new Set(['summary', 'description']);

type Scalar = string | number | bigint | boolean | null;

/**
 * A part of an OpenAPI file with its `$ref`s followed, and so is each part of it: there is no other way to its content,
 * so that no reader can take a reference for what it names.
 */
export class SpecNode {
  /** As it stands in the file: to be written out, or to see what stands beside a `$ref`. */
  readonly written: RawNode;
  /** The field's name or the item's index where it is named, not where a `$ref` leads. */
  readonly key: string;
  readonly #target: RawNode;
  readonly #references: References;

  /** The only way to a node's content. */
  static read(references: References, node: RawNode, severity: Severity): SpecNode {
    const target = references.follow(node, severity) ?? new RawNode(undefined, node.source, node.path);
    return new SpecNode(node, target, references);
  }

  private constructor(written: RawNode, target: RawNode, references: References) {
    this.written = written;
    this.key = written.key;
    this.#target = target;
    this.#references = references;
  }

  /** `<file>:<line>`, where its `$ref` leads. */
  get location(): string {
    return this.#target.location;
  }

  get line(): number {
    return this.#target.source.lineOf(this.#target.path);
  }

  /** The same for every way that leads to it. */
  get id(): string {
    return this.#target.id;
  }

  get exists(): boolean {
    return this.#target.value !== undefined;
  }

  get isMap(): boolean {
    return isRecord(this.#target.value);
  }

  get isList(): boolean {
    return Array.isArray(this.#target.value);
  }

  /** The value where it is neither list nor map. */
  get scalar(): Scalar | undefined {
    const { value } = this.#target;
    return typeof value === 'object' && value !== null ? undefined : (value as Scalar | undefined);
  }

  get text(): string | undefined {
    return this.#target.text;
  }

  /** The fields' names, or the items' indexes. */
  get keys(): string[] {
    const { value } = this.#target;
    return Array.isArray(value) ? [...value.keys()].map(String) : Object.keys(this.#target.fields);
  }

  has(key: string): boolean {
    return this.#target.has(key);
  }

  /** What a field's own `$ref` says, where it has one, for the names that are known without being followed. */
  referenceOf(key: string): string | undefined {
    return this.#target.child(key).reference;
  }

  /** A `$ref` that leads nowhere is reported, and what it names does not exist. */
  child(key: string, severity: Severity = 'warning'): SpecNode {
    if (describing.has(key) && this.isBeside(key)) return this.beside(key, severity);
    return SpecNode.read(this.#references, this.#target.child(key), severity);
  }

  /** A field as it stands, of what has rules of its own for references: a schema or an example; undefined where there is none. */
  dataAt(key: string): RawNode | undefined {
    return this.#target.has(key) ? this.#target.child(key) : undefined;
  }

  /** Whether the file has a field of this name beside the `$ref` that the node is. */
  isBeside(key: string): boolean {
    return this.written.reference !== undefined && this.written.has(key);
  }

  /** That field. */
  beside(key: string, severity: Severity = 'warning'): SpecNode {
    return SpecNode.read(this.#references, this.written.child(key), severity);
  }

  children(severity: Severity = 'warning'): SpecNode[] {
    return this.keys.map((key) => this.child(key, severity));
  }
}
