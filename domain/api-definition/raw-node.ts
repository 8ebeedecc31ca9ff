import { isRecord } from '../record';
import type { SourceFile } from './source-file';

/**
 * A value in an OpenAPI file as it is written, a `$ref` as a `$ref`, together with where it stands. What a file means is
 * read through `SpecNode`.
 */
export class RawNode {
  readonly value: unknown;
  readonly source: SourceFile;
  readonly path: readonly string[];

  constructor(value: unknown, source: SourceFile, path: readonly string[]) {
    this.value = value;
    this.source = source;
    this.path = path;
  }

  static rootOf(source: SourceFile): RawNode {
    return new RawNode(source.content, source, []);
  }

  /** `<file>:<line>` */
  get location(): string {
    return `${this.source.file}:${this.source.lineOf(this.path)}`;
  }

  /** The same for every way that leads to the node. */
  get id(): string {
    return `${this.source.file}#${this.pointer}`;
  }

  get pointer(): string {
    return pointerOf(this.path);
  }

  get fields(): Readonly<Record<string, unknown>> {
    return isRecord(this.value) ? this.value : {};
  }

  has(key: string): boolean {
    return Object.hasOwn(this.fields, key);
  }

  child(key: string): RawNode {
    const value = Array.isArray(this.value) ? this.value[Number(key)] : this.has(key) ? this.fields[key] : undefined;
    return new RawNode(value, this.source, [...this.path, key]);
  }

  get children(): RawNode[] {
    return this.childrenUpTo(Number.POSITIVE_INFINITY);
  }

  childrenUpTo(count: number): RawNode[] {
    const keys = Array.isArray(this.value) ? [...this.value.keys()].map(String) : Object.keys(this.fields);
    return keys.slice(0, count).map((key) => this.child(key));
  }

  /** The last segment of the path: the field's name, or an item's index. */
  get key(): string {
    return this.path.at(-1) ?? '';
  }

  get text(): string | undefined {
    return typeof this.value === 'string' ? this.value : undefined;
  }

  get reference(): string | undefined {
    return typeof this.fields.$ref === 'string' ? this.fields.$ref : undefined;
  }
}

/** RFC 6901 §3, §6: as a URI fragment without the `#`. */
export const pointerOf = (path: readonly string[]): string =>
  path.map((segment) => `/${encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');
