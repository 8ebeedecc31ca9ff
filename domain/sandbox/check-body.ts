import type { MediaType } from '../api-definition/api-definition';
import { Refusal } from '../errors/refusal';
import { headerValue } from '../http/http-message';
import { isJson } from '../http/media-type';
import { canonical } from '../json-schema/unique-items';
import type { MatchedRequest } from './check-parameters';
import { chosenMediaType } from './media-type';
import type { Problem } from './problem';

/** @throws Refusal 415 where the body's media type is none that the operation declares. */
export function checkBody({
  operation: { requestBody },
  request: { headers, body },
  checks,
}: MatchedRequest): Problem[] {
  if (requestBody === undefined) return [];
  if (body === undefined || body.length === 0) {
    return requestBody.required ? [{ code: 'MISSING_VALUE', text: 'Missing request body' }] : [];
  }
  const mediaType = declared(requestBody.content, headerValue(headers, 'Content-Type'));
  if (mediaType === undefined || !isJson(mediaType.contentType)) return [];
  const value = parsed(body);
  if (value === undefined) return [{ code: 'INVALID_VALUE', text: 'The request body is not valid JSON' }];
  if (!isCheckable(value)) {
    return [{ code: 'INVALID_VALUE', text: 'The request body is larger or deeper than the sandbox checks' }];
  }
  if (mediaType.schema === undefined || isStated(mediaType, value)) return [];
  return checks
    .body(mediaType.schema)(value)
    .map((text) => ({
      code: 'INVALID_VALUE',
      text: `Invalid value in body: ${text}`,
    }));
}

/** What the file shows is taken, whatever its own schema says of it. */
function isStated({ examples }: MediaType, value: unknown): boolean {
  const sent = canonical(value);
  return examples.some((example) => !example.made && canonical(example.value) === sent);
}

function declared(content: readonly MediaType[], contentType: string | undefined): MediaType | undefined {
  if (contentType === undefined || content.length === 0) return content[0];
  const found = chosenMediaType(content, contentType);
  if (found) return found;
  const accepted = content.map((each) => each.contentType).join(', ');
  throw new Refusal({
    code: 'UNSUPPORTED_MEDIA_TYPE',
    diagnostics: `The header Content-Type must be one of: ${accepted}.`,
  });
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

const mostValues = 100_000;
const deepest = 100;

/** Whether a value can be checked in bounded time and depth. Iterative, as the value may be as deep as a body is long. */
function isCheckable(value: unknown): boolean {
  const open: [value: unknown, depth: number][] = [[value, 0]];
  for (let count = 0; open.length > 0; count += 1) {
    const [each, depth] = open.pop() ?? [];
    if (typeof each !== 'object' || each === null || depth === undefined) continue;
    const inside = Object.values(each);
    if (depth >= deepest || count + open.length + inside.length > mostValues) return false;
    for (const child of inside) open.push([child, depth + 1]);
  }
  return true;
}
