import { isAbsent, splitAccessLine, tidied } from '../records/access-log';
import type { Redaction, RewrittenJson } from './redaction';

/**
 * An access line redacted in one pass over its text, with a mark in place of the client's address; nothing where it has
 * to be parsed, as that of an anonymous API, of which whole fields go.
 */
export function rewriteAccessLine(line: string, redaction: Redaction): RewrittenJson | undefined {
  const { head, userAgent } = splitAccessLine(line);
  const rewritten = redaction.json(head);
  if (rewritten?.noted.anonymous !== false) return undefined;
  const { errorType, ...noted } = rewritten.noted;
  const agent = isAbsent(userAgent) ? '' : `,"userAgent":${JSON.stringify(redaction.repeated(userAgent, 0))}`;
  return {
    text: `${tidied(rewritten.text).slice(0, -1)}${agent}}`,
    noted: { ...(isAbsent(errorType) ? noted : rewritten.noted), userAgent },
  };
}
