import { limits } from './limits';

/** One segment of a path template, `{id}:validate`, as its parts: `[{ parameter: 'id' }, { literal: ':validate' }]`. */
export type TemplatePart = { readonly parameter: string } | { readonly literal: string };

/** The segments after the leading `/`; `/` itself has none. */
export const segmentsOf = (path: string): string[] => (path === '/' ? [] : path.slice(1).split('/'));

export function partsOf(segment: string): TemplatePart[] {
  return segment
    .split(/(\{[^{}]*\})/)
    .filter((part) => part !== '')
    .map((part) => (part.startsWith('{') ? { parameter: part.slice(1, -1) } : { literal: part }));
}

/** How a segment ranks where several match: literal before mixed before a parameter alone. */
export function rankOf(segment: string): 0 | 1 | 2 {
  const parts = partsOf(segment);
  if (parts.every((part) => 'literal' in part)) return 0;
  return parts.length > 1 ? 1 : 2;
}

/** The template with its parameters' names taken out: equal for two templates that match the same requests. */
export const shapeOf = (path: string): string => path.replaceAll(/\{[^{}]*\}/g, '{}');

/** What is wrong with a path template, if anything, with the fix. */
export function faultOf(path: string): string | undefined {
  if (path.length > limits.pathCharacters)
    return `a path has more than ${limits.pathCharacters} characters; shorten it`;
  if (/[\p{Cc}\p{Cf}]/u.test(path)) return `path "${path}" holds a control character; remove it`;
  if (!path.startsWith('/')) return `path "${path}" does not start with "/"; write "/${path}"`;
  const inner = path.endsWith('/') && path !== '/' ? path.slice(0, -1) : path;
  const segments = segmentsOf(inner);
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
    return `path "${path}" has an empty or dotted segment; remove it`;
  }
  const bare = path.replaceAll(/\{[^{}/]+\}/g, '');
  if (/[{}]/.test(bare)) return `path "${path}" has malformed braces; write each parameter as {name}`;
  if (path.includes('}{')) return `path "${path}" has two parameters side by side; put a literal between them`;
  const encoded = bare.match(/%[0-9a-f]{2}/i)?.[0];
  if (encoded) return `path "${path}" holds ${encoded}, and requests are decoded first; write the character itself`;
  const names = segments.flatMap(partsOf).flatMap((part) => ('parameter' in part ? [part.parameter] : []));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  return twice && `path "${path}" names {${twice}} twice; give each parameter its own name`;
}
