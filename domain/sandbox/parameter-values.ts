import type { ParameterDefinition } from '../api-definition/api-definition';
import { type HttpRequest, headerValue } from '../http/http-message';
import type { Kinds } from '../json-schema/schema-kinds';
import { own } from '../own';

export interface SentParameters {
  /** Of the path, by name, as they stand in it. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly request: HttpRequest;
}

type Pairs = readonly (readonly [name: string, value: string])[];

/**
 * The readings of what was sent as a parameter, by its style and the kinds of its schema (OpenAPI 3.1, "Style Values"):
 * it is right where one of them is. Texts stay texts, for the check to read numbers from. None where it was not sent.
 */
export function readings(parameter: ParameterDefinition, { kinds, members }: Kinds, sent: SentParameters): unknown[] {
  const texts = textsOf(parameter, sent);
  const spreads = parameter.style === 'deepObject' || (parameter.explode && ['query', 'cookie'].includes(parameter.in));
  const objects = kinds.has('object') ? objectsOf(parameter, members, texts, sent) : [];
  if (texts.length === 0) return objects;
  const lists = kinds.has('array') ? listsOf(parameter, texts) : [];
  const plain = texts.length === 1 ? [withoutPrefix(parameter, texts[0] ?? '')] : [[...texts]];
  // An object that spreads over names of its own is not what has its name.
  const isAllowed = kinds.has('text') || (lists.length === 0 && objects.length === 0 && !(spreads && kinds.size === 1));
  return [...lists, ...objects, ...(isAllowed ? plain : [])];
}

/** What was sent under a parameter's own name. */
export function textsOf({ in: place, name }: ParameterDefinition, { parameters, request }: SentParameters): string[] {
  if (place === 'query') return valuesOf(request.query, name);
  if (place === 'cookie') return valuesOf(cookiesOf(request), name);
  const value = place === 'path' ? own(parameters, name) : headerValue(request.headers, name);
  return value === undefined ? [] : [value];
}

const valuesOf = (pairs: Pairs, name: string): string[] =>
  pairs.filter(([each]) => each === name).map(([, value]) => value);

/** RFC 6265 §4.2.1 */
const cookiesOf = ({ headers }: HttpRequest): Pairs =>
  headers
    .filter(([name]) => name.toLowerCase() === 'cookie')
    .flatMap(([, value]) => value.split(';'))
    .flatMap((pair) => {
      const at = pair.indexOf('=');
      return at < 1 ? [] : [[pair.slice(0, at).trim(), decoded(pair.slice(at + 1).trim())] as const];
    });

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What stands between items where they are not exploded. A blank in an address is `+` or `%20`, and both were read. */
const separators: Readonly<Record<ParameterDefinition['style'], string>> = {
  simple: ',',
  label: ',',
  matrix: ',',
  form: ',',
  cookie: ',',
  spaceDelimited: ' ',
  pipeDelimited: '|',
  deepObject: ',',
};

/** `.5` and `;name=5` as `5`. */
function withoutPrefix({ style, name }: ParameterDefinition, text: string): string {
  if (style === 'label' && text.startsWith('.')) return text.slice(1);
  if (style === 'matrix' && text.startsWith(`;${name}=`)) return text.slice(name.length + 2);
  return text === `;${name}` && style === 'matrix' ? '' : text;
}

function listsOf(parameter: ParameterDefinition, texts: readonly string[]): string[][] {
  const { style, explode, name } = parameter;
  if (texts.length > 1) return [[...texts]];
  const [text = ''] = texts;
  if (style === 'matrix' && explode) return [text.split(`;${name}=`).slice(text.startsWith(';') ? 1 : 0)];
  const inside = withoutPrefix(parameter, text);
  if (style === 'label' && explode) return [inside.split('.')];
  const split = inside.split(separators[style]);
  // Real files explode lists by default, and real clients of them write commas.
  return explode && style !== 'simple' ? [[inside], split] : [split];
}

function objectsOf(
  parameter: ParameterDefinition,
  members: ReadonlySet<string>,
  texts: readonly string[],
  { request }: SentParameters,
): object[] {
  const { in: place, style, explode, name } = parameter;
  if (style === 'deepObject') return nonEmpty(deepObject(request.query, name));
  if (explode && (place === 'query' || place === 'cookie')) {
    const pairs = place === 'query' ? request.query : cookiesOf(request);
    return [...nonEmpty(Object.fromEntries(pairs.filter(([each]) => members.has(each)))), ...texts.flatMap(jsonIn)];
  }
  const [text] = texts;
  if (text === undefined) return [];
  if (!explode) {
    const parts = withoutPrefix(parameter, text).split(separators[style]);
    return [...(parts.length % 2 === 0 ? [Object.fromEntries(inPairs(parts))] : []), ...jsonIn(text)];
  }
  const separator = style === 'label' ? '.' : style === 'matrix' ? ';' : ',';
  const pairs = text
    .split(separator)
    .filter((pair) => pair !== '')
    .map((pair) => [pair.split('=', 1)[0] ?? '', pair.slice(pair.indexOf('=') + 1)] as const);
  return nonEmpty(Object.fromEntries(pairs));
}

const nonEmpty = (value: object): object[] => (Object.keys(value).length > 0 ? [value] : []);

const inPairs = (parts: readonly string[]): [string, string][] =>
  parts.flatMap((part, index): [string, string][] => (index % 2 === 0 ? [[part, parts[index + 1] ?? '']] : []));

/** An object whose style nobody states is sent as JSON by many. */
function jsonIn(text: string): object[] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? [value] : [];
  } catch {
    return [];
  }
}

/** `filter[name][first]=a&filter[tags][]=b`: OpenAPI says what one level is, and clients write more the same way. */
function deepObject(query: Pairs, name: string): object {
  const root = new Map<string, unknown>();
  for (const [key, value] of query.slice(0, 1000)) {
    const path = key.startsWith(`${name}[`) ? [...key.slice(name.length).matchAll(/\[([^[\]]*)\]/g)] : [];
    if (path.length > 0 && path.length <= 10)
      put(
        root,
        path.map(([, part = '']) => part),
        value,
      );
  }
  return plain(root) as object;
}

function put(holder: Map<string, unknown>, [first = '', ...rest]: readonly string[], value: string): void {
  const key = first === '' ? String(holder.size) : first;
  const held = holder.get(key);
  if (rest.length > 0) {
    const inside = held instanceof Map ? held : new Map<string, unknown>();
    holder.set(key, inside);
    put(inside, rest, value);
  } else holder.set(key, held === undefined || held instanceof Map ? value : [held, value].flat());
}

function plain(value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  const entries = [...value].map(([key, each]) => [key, plain(each)] as const);
  const isList = entries.length > 0 && entries.every(([key], index) => key === String(index));
  return isList ? entries.map(([, each]) => each) : Object.fromEntries(entries);
}
