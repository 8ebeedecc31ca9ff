import { own } from '../own';
import { isRecord, type JsonObject } from '../record';
import { sectionOf } from './document-grammar';
import type { RawNode } from './raw-node';
import type { References } from './references';

/** The names under which `components` holds, or is to hold, parts of other files. */
export class SectionNames {
  readonly #taken = new Map<string, Set<string>>();
  /** By section and part. */
  readonly #names = new Map<string, string>();

  constructor(root: RawNode, references: References) {
    const components = references.find(root.child('components'));
    for (const section of new Set(Object.values(sectionOf))) {
      const parts = components && references.find(components.child(section));
      this.#taken.set(section, new Set(parts && Object.keys(parts.fields)));
      for (const part of parts?.children ?? []) {
        const target = section === 'schemas' ? references.findSchema(part) : references.find(part);
        if (target && target.source !== root.source && this.nameOf(section, target) === undefined) {
          this.#names.set(`${section} ${target.id}`, part.key);
        }
      }
    }
  }

  nameOf(section: string, part: RawNode): string | undefined {
    return this.#names.get(`${section} ${part.id}`);
  }

  /** A name of its own for the part: its own in its file, or the file's. */
  give(section: string, part: RawNode): string {
    const taken = this.#taken.get(section) ?? new Set();
    const [file = ''] = (part.source.file.split('/').at(-1) ?? '').split(/\.(?:ya?ml|json)$/i);
    const own = /^\d*$/.test(part.key) ? file : part.key;
    const name = unused(own.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replaceAll(/^-+|-+$/g, '') || section, taken);
    this.#taken.set(section, taken.add(name));
    this.#names.set(`${section} ${part.id}`, name);
    return name;
  }
}

/** The name, with a number behind it where it is taken. */
export function unused(name: string, taken: { has(name: string): boolean }): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name}-${number}`;
  return free;
}

/** `components` with more parts, by section and name. */
export function withParts(components: unknown, added: ReadonlyMap<string, ReadonlyMap<string, unknown>>): JsonObject {
  const kept = isRecord(components) ? components : {};
  const sections = [...added].map(([section, parts]) => {
    const known = own(kept, section);
    return [section, { ...(isRecord(known) ? known : {}), ...Object.fromEntries(parts) }] as const;
  });
  return { ...kept, ...Object.fromEntries(sections) };
}
