import type {
  ApiDefinition,
  Example,
  MediaType,
  Operation,
  ResponseDefinition,
} from '../api-definition/api-definition';
import { withHeads } from '../api-definition/implied-operations';
import { matchOperation } from '../api-definition/match-operation';
import { errorResponse, Refusal } from '../errors/refusal';
import { isOwnAnswerHeader } from '../http/answer-headers';
import { type HttpRequest, type HttpResponse, headerValue, type NameValueList } from '../http/http-message';
import type { JsonSchema } from '../json-schema/schema';
import { acceptance, servedAs } from './media-type';
import { type Preferences, preferences } from './preferences';
import { writtenBody } from './written-body';

export type ExampleSource = Pick<ApiDefinition, 'operations' | 'errorFormat' | 'schemas'>;
export type ExampleRequest = Pick<HttpRequest, 'method' | 'path' | 'headers'>;

/** A backend that knows nothing but the API's examples; it validates nothing, and always answers. */
export function answerFromExamples(definition: ExampleSource, request: ExampleRequest): HttpResponse {
  try {
    const match = matchOperation(withHeads(definition.operations), request.method, request.path);
    if (match) return exampleResponse(match.operation, request.headers, definition.schemas);
    throw new Refusal({ code: 'RESOURCE_NOT_FOUND', diagnostics: 'This API has no such operation.' });
  } catch (error) {
    return errorResponse(definition.errorFormat, error, headerValue(request.headers, 'X-Request-ID') ?? 'none');
  }
}

/**
 * The example that `Prefer: code=…, example=…` asks for, or the first of the first success. A preference that the
 * file cannot meet is passed over (RFC 7240 §2); `Preference-Applied` says which were met.
 * @throws Refusal 406 where no media type of the response is acceptable.
 */
export function exampleResponse(
  operation: Operation,
  headers: NameValueList,
  schemas: readonly JsonSchema[] = [],
): HttpResponse {
  const preferred = preferences(headers);
  const chosen = chooseResponse(operation.responses, preferred.code);
  const content = chooseContent(chosen?.response.content ?? [], headerValue(headers, 'Accept'));
  const status = chosen?.status ?? 200;
  const example = content && hasContent(status) ? chooseExample(content, preferred) : undefined;
  const contentType = content && servedAs(content.contentType, example?.value);
  const applied = [
    ...(chosen?.isPreferred ? [`code=${preferred.code}`] : []),
    ...(example && example.name === preferred.example ? [`example=${JSON.stringify(example.name)}`] : []),
  ];
  return {
    status,
    headers: [
      ...statedHeaders(chosen?.response.headers ?? {}),
      ...(contentType && example ? [['Content-Type', contentType] as const] : []),
      ...(example ? [['X-Sandbox', told(example)] as const] : []),
      ...(applied.length > 0 ? [['Preference-Applied', applied.join(', ')] as const] : []),
    ],
    ...(contentType &&
      example && { body: new TextEncoder().encode(writtenBody(example.value, contentType, content.schema, schemas)) }),
  };
}

function chooseResponse(responses: readonly ResponseDefinition[], code: string | undefined) {
  if (code !== undefined && /^[2-5]\d\d$/.test(code)) {
    const keys = [code, `${code[0]}XX`, 'DEFAULT'];
    const found = keys.flatMap((key) => responses.find(({ status }) => status.toUpperCase() === key) ?? [])[0];
    if (found) return { response: found, status: Number(code), isPreferred: true };
  }
  const final = responses.filter(({ status }) => !status.startsWith('1'));
  const success = final.find(({ status }) => status.startsWith('2')) ?? final[0];
  return success && { response: success, status: statusOf(success), isPreferred: false };
}

/** `2XX` is 200, `4XX` is 400; a lone `default` is a success, and so is what is no final status (RFC 9110 §15). */
const statusOf = ({ status }: ResponseDefinition): number =>
  /^[2-5](\d\d|XX)$/i.test(status) ? Number(status.replace(/X/gi, '0')) : 200;

function chooseContent(content: readonly MediaType[], accept: string | undefined): MediaType | undefined {
  const wanted = content
    .map((each) => ({ each, quality: acceptance(accept, each.contentType) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  if (content.length > 0 && wanted.length === 0) {
    const offered = content.map(({ contentType }) => contentType).join(', ');
    throw new Refusal({ code: 'NOT_ACCEPTABLE', diagnostics: `The header Accept must allow one of: ${offered}.` });
  }
  return wanted[0]?.each;
}

function chooseExample({ examples }: MediaType, { example: name }: Preferences) {
  const usable = examples.filter(({ value }) => value !== undefined);
  return usable.find((each) => each.name === name) ?? usable[0];
}

/**
 * Where an answer comes from: `answer=stated`, or `answer=made`, whether it is what its schema asks for, and why not
 * (RFC 9651 §3.2).
 */
const told = ({ made, fault }: Example): string =>
  made ? `answer=made, valid${fault === undefined ? '' : `=?0, why=${quoted(fault)}`}` : 'answer=stated';

/** RFC 9651 §3.3.3: a string of visible ASCII and blanks. */
const quoted = (text: string): string =>
  `"${text
    .slice(0, longestReason)
    .replaceAll(/[^\x20-\x7e]/g, '?')
    .replaceAll(/["\\]/g, "'")}"`;
const longestReason = 200;

/** RFC 9110 §15.3.5, §15.3.6, §15.4.5. */
const hasContent = (status: number): boolean => ![204, 205, 304].includes(status);

/** Without halves of characters, which nothing can be encoded from. */
const wellFormed = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text));

/** Told by the example's own place in the file, and by what becomes of it on its way. */
const notFromExamples = /^content-(type|length|encoding)$/i;

function statedHeaders(headers: ResponseDefinition['headers']): NameValueList {
  const fields = Object.entries(headers).flatMap(([name, { value }]) => {
    const text = value === undefined ? undefined : fieldValue(value);
    return text === undefined || notFromExamples.test(name) || !isOwnAnswerHeader(name) ? [] : [[name, text] as const];
  });
  let room = longestOfAll;
  return fields.filter(([name, text]) => {
    room -= name.length + text.length + 4;
    return room >= 0;
  });
}

/** Characters of a field: more is no example. */
const longest = 2000;
/** API Gateway takes 10,240 bytes of all headers together, the platform's own among them. */
const longestOfAll = 8000;

/** RFC 9110 §5.5: visible ASCII and blanks. What a field cannot hold is percent-encoded, as in an address. */
const fieldValue = (text: string): string | undefined =>
  text.length > longest
    ? undefined
    : text.trim().replaceAll(/[^\t\x20-\x7e]+/gu, (odd) => encodeURIComponent(wellFormed(odd)));
