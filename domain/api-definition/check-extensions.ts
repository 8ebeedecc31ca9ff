import { isRecord } from '../record';
import { httpMethod } from './api-definition';
import { ERROR_FORMAT } from './infer-error-format';
import type { Problems } from './problems';
import { RawNode } from './raw-node';
import { EXTENSION } from './read-extension';
import { EXACT_PATH } from './read-operation';
import type { SourceFile } from './source-file';

/** Where an extension is read, and in words where that is. */
interface Place {
  readonly words: string;
  readonly holds: (path: readonly string[]) => boolean;
}

const methods = httpMethod.options.map((method) => method.toLowerCase());
const atTheTop: Place = {
  words: 'at the root or under info',
  holds: (path) => path.length === 1 || (path.length === 2 && path[0] === 'info'),
};
const onAnOperation: Place = {
  words: 'on an operation',
  // A file that a path refers to begins with its methods.
  holds: (path) => methods.includes(path.at(-2) ?? '') && (path[0] === 'paths' ? path.length === 4 : path.length <= 3),
};

/** Every extension that the platform reads. */
const places: ReadonlyMap<string, Place> = new Map([
  [EXTENSION, atTheTop],
  [ERROR_FORMAT, atTheTop],
  [EXACT_PATH, onAnOperation],
]);

const isOurs = (key: string): boolean => /^x[-_](dip[-_]|nhsd[-_]apim$)/i.test(key);

/** Maps whose keys are names of the author's, and what is data and no part of the description. */
const named = new Set([
  ...['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas', 'headers', 'content', 'encoding'],
  ...['variables', 'mapping', 'scopes', 'links', 'schemas', 'parameters', 'requestBodies', 'securitySchemes'],
]);
const data = new Set(['example', 'examples', 'default', 'const', 'enum', 'value', EXTENSION]);

/** An extension of the platform's that is not known, stands where nothing reads it or is stated twice is an error. */
export function checkExtensions(sources: Iterable<SourceFile>, problems: Problems): void {
  for (const source of sources) {
    for (const path of extensionsIn(source.content, [], new Set())) {
      const fault = faultOf(path, source);
      if (fault)
        problems.error(
          path.reduce((at, key) => at.child(key), RawNode.rootOf(source)),
          fault,
        );
    }
  }
}

function faultOf(path: readonly string[], { content }: SourceFile): string | undefined {
  const key = path.at(-1) ?? '';
  const place = places.get(key);
  if (!place) {
    const known = [...places].map(([name, { words }]) => `${name} ${words}`).join(', ');
    return `${key} is not known, and has no effect; remove it, or use ${known}`;
  }
  if (!place.holds(path)) return `${key} has no effect here; state it ${place.words}`;
  const isTwice = path[0] === 'info' && isRecord(content) && Object.hasOwn(content, key);
  return isTwice ? `${key} stands at the root too, and has no effect here; remove one of them` : undefined;
}

function* extensionsIn(value: unknown, path: readonly string[], seen: Set<unknown>): Generator<readonly string[]> {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  const isNamed = named.has(path.at(-1) ?? '') && !named.has(path.at(-2) ?? '');
  for (const [key, member] of Object.entries(value)) {
    const at = [...path, key];
    if (!isNamed && isOurs(key)) yield at;
    if (isNamed || !data.has(key)) yield* extensionsIn(member, at, seen);
  }
}
