import { headerValue, type NameValueList } from '../http/http-message';

/** What a caller of the sandbox asks for with `Prefer: code=404, example=notFound`. */
export interface Preferences {
  readonly code?: string;
  readonly example?: string;
}

// RFC 7240 §2: a preference is a token with a token or a quoted string as value; parameters follow after `;`.
const preference = /(?:^|[,;])\s*([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]+))/g;

/** Where a preference comes twice the first counts (RFC 7240 §2). One written as a parameter is taken too. */
export function preferences(headers: NameValueList): Preferences {
  const stated = [...(headerValue(headers, 'Prefer') ?? '').matchAll(preference)].map(
    ([, name = '', quoted, token]) => [name.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? token ?? ''] as const,
  );
  const first = (name: string): string | undefined => stated.find(([each]) => each === name)?.[1];
  const [code, example] = [first('code'), first('example')];
  return { ...(code !== undefined && { code }), ...(example !== undefined && { example }) };
}
