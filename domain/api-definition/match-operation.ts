import type { Operation } from './api-definition';
import { partsOf, rankOf, segmentsOf, type TemplatePart } from './path-template';

export interface OperationMatch<O> {
  readonly operation: O;
  /** Path parameters by name, percent-decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

type Located = Pick<Operation, 'method' | 'path'>;

/**
 * Which operation a request is for, or undefined where the API declares none. `path` is below the base path,
 * percent-encoded as received, without query. Where several templates match, a literal segment beats a parameter,
 * decided from the left. HEAD is not GET, and a path with a trailing slash is not the path without.
 */
export function matchOperation<O extends Located>(
  operations: readonly O[],
  method: string,
  path: string,
): OperationMatch<O> | undefined {
  const segments = decodedSegments(path);
  if (segments === undefined) return undefined;
  let best: { readonly template: Template<O>; readonly parameters: Record<string, string> } | undefined;
  for (const template of templatesOf(operations).get(kindOf(method, segments.length)) ?? []) {
    const parameters = matchPath(template.segments, segments);
    if (parameters && (best === undefined || isMoreLiteral(template, best.template))) best = { template, parameters };
  }
  return best && { operation: best.template.operation, parameters: best.parameters };
}

interface Template<O> {
  readonly operation: O;
  /** Each as its parts. */
  readonly segments: readonly (readonly TemplatePart[])[];
  readonly ranks: readonly number[];
}

type Templates<O> = ReadonlyMap<string, readonly Template<O>[]>;

/** By list of operations, which an API has one of and a thousand requests a second are looked up in. */
const known = new WeakMap<readonly Located[], Templates<Located>>();

function templatesOf<O extends Located>(operations: readonly O[]): Templates<O> {
  const found = known.get(operations) as Templates<O> | undefined;
  if (found) return found;
  const made = new Map<string, Template<O>[]>();
  for (const operation of operations) {
    const segments = segmentsOf(operation.path);
    const kind = kindOf(operation.method, segments.length);
    const template = { operation, segments: segments.map(partsOf), ranks: segments.map(rankOf) };
    const alike = made.get(kind) ?? [];
    alike.push(template);
    made.set(kind, alike);
  }
  known.set(operations, made);
  return made;
}

const kindOf = (method: string, segments: number): string => `${segments} ${method}`;

/**
 * Decoded after splitting, so that an encoded slash stays inside its segment (RFC 3986 §2.2); a dot segment, encoded
 * or not, is refused, because a backend could take it for a step up.
 */
function decodedSegments(path: string): string[] | undefined {
  if (!path.startsWith('/')) return undefined;
  try {
    const segments = segmentsOf(path).map(decodeURIComponent);
    return segments.some((segment) => segment === '.' || segment === '..') ? undefined : segments;
  } catch {
    return undefined;
  }
}

function matchPath(
  template: readonly (readonly TemplatePart[])[],
  segments: readonly string[],
): Record<string, string> | undefined {
  const parameters: [string, string][] = [];
  for (const [index, segment] of segments.entries()) {
    const matched = matchSegment(template[index] ?? [], segment);
    if (matched === undefined) return undefined;
    parameters.push(...matched);
  }
  return Object.fromEntries(parameters);
}

/** Each literal is looked for from the left and the last must end the segment: linear, as a pattern would not be. */
function matchSegment(parts: readonly TemplatePart[], segment: string): [string, string][] | undefined {
  const parameters: [string, string][] = [];
  let position = 0;
  for (const [index, part] of parts.entries()) {
    if ('literal' in part) {
      if (!segment.startsWith(part.literal, position)) return undefined;
      position += part.literal.length;
      continue;
    }
    const next = parts[index + 1];
    const end =
      next === undefined ? segment.length : endBefore(segment, next, position + 1, index + 2 === parts.length);
    if (end <= position) return undefined;
    parameters.push([part.parameter, segment.slice(position, end)]);
    position = end;
  }
  return position === segment.length ? parameters : undefined;
}

function endBefore(segment: string, next: TemplatePart, from: number, last: boolean): number {
  const literal = 'literal' in next ? next.literal : '';
  if (!last) return segment.indexOf(literal, from);
  const end = segment.length - literal.length;
  return end >= from && segment.endsWith(literal) ? end : -1;
}

function isMoreLiteral({ ranks }: Template<unknown>, { ranks: others }: Template<unknown>): boolean {
  const index = ranks.findIndex((rank, at) => rank !== others[at]);
  return (ranks[index] ?? 0) < (others[index] ?? 0);
}
