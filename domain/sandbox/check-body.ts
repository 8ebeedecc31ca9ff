import type { MediaType, Operation } from '../api-definition/api-definition';
import { Refusal } from '../errors/refusal';
import { type HttpRequest, headerValue } from '../http/http-message';
import { essence, isJson, sameKind } from './media-type';
import type { Problem } from './problem';
import { bodyCheck } from './schema-check';

/** @throws Refusal 415 where the body's media type is none that the operation declares. */
export function checkBody({ requestBody }: Operation, { headers, body }: HttpRequest): Problem[] {
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
  if (mediaType.schema === undefined) return [];
  return bodyCheck(mediaType.schema)(value).map((text) => ({
    code: 'INVALID_VALUE',
    text: `Invalid value in body: ${text}`,
  }));
}

function declared(content: readonly MediaType[], contentType: string | undefined): MediaType | undefined {
  if (contentType === undefined || content.length === 0) return content[0];
  const sent = essence(contentType);
  const found = content.find((each) => sameKind(essence(each.contentType), sent));
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
