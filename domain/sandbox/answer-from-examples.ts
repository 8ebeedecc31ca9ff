import type { ApiDefinition, MediaType, Operation, ResponseDefinition } from '../api-definition/api-definition';
import { withHeads } from '../api-definition/implied-operations';
import { matchOperation } from '../api-definition/match-operation';
import { errorResponse, Refusal } from '../errors/refusal';
import { isOwnAnswerHeader } from '../http/answer-headers';
import { type HttpRequest, type HttpResponse, headerValue, type NameValueList } from '../http/http-message';
import { acceptance, isJson } from './media-type';
import { type Preferences, preferences } from './preferences';

export type ExampleSource = Pick<ApiDefinition, 'operations' | 'errorFormat'>;
export type ExampleRequest = Pick<HttpRequest, 'method' | 'path' | 'headers'>;

/** A backend that knows nothing but the API's examples; it validates nothing, and always answers. */
export function answerFromExamples(definition: ExampleSource, request: ExampleRequest): HttpResponse {
  try {
    const match = matchOperation(withHeads(definition.operations), request.method, request.path);
    if (match) return exampleResponse(match.operation, request.headers);
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
export function exampleResponse(operation: Operation, headers: NameValueList): HttpResponse {
  const preferred = preferences(headers);
  const chosen = chooseResponse(operation.responses, preferred.code);
  const content = chooseContent(chosen?.response.content ?? [], headerValue(headers, 'Accept'));
  const example = content && chooseExample(content, preferred);
  const applied = [
    ...(chosen?.isPreferred ? [`code=${preferred.code}`] : []),
    ...(example && example.name === preferred.example ? [`example=${JSON.stringify(example.name)}`] : []),
  ];
  return {
    status: chosen?.status ?? 200,
    headers: [
      ...statedHeaders(chosen?.response.headers ?? {}),
      ...(content && example ? [['Content-Type', content.contentType] as const] : []),
      ...(applied.length > 0 ? [['Preference-Applied', applied.join(', ')] as const] : []),
    ],
    ...(content && example && { body: new TextEncoder().encode(written(example.value, content.contentType)) }),
  };
}

function chooseResponse(responses: readonly ResponseDefinition[], code: string | undefined) {
  if (code !== undefined && /^[2-5]\d\d$/.test(code)) {
    const keys = [code, `${code[0]}XX`, 'DEFAULT'];
    const found = keys.flatMap((key) => responses.find(({ status }) => status.toUpperCase() === key) ?? [])[0];
    if (found) return { response: found, status: Number(code), isPreferred: true };
  }
  const success = responses.find(({ status }) => status.startsWith('2')) ?? responses[0];
  return success && { response: success, status: statusOf(success), isPreferred: false };
}

/** `2XX` is 200, `4XX` is 400, and a lone `default` is a success. */
const statusOf = ({ status }: ResponseDefinition): number => {
  const number = Number(status.replace(/X/gi, '0'));
  return Number.isInteger(number) ? number : 200;
};

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

/** Real files also write a JSON example as one text. */
function written(value: unknown, contentType: string): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return isJson(contentType) && !isJsonText(value) ? JSON.stringify(value) : value;
}

function isJsonText(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}

/** Told by the example's own place in the file, and by what becomes of it on its way. */
const notFromExamples = /^content-(type|length|encoding)$/i;

function statedHeaders(headers: Readonly<Record<string, unknown>>): NameValueList {
  return Object.entries(headers).flatMap(([name, header]) => {
    const value = stated(header);
    return value === undefined || notFromExamples.test(name) || !isOwnAnswerHeader(name)
      ? []
      : [[name, value] as const];
  });
}

function stated(header: unknown): string | undefined {
  const { example, schema } = record(header);
  const value = example ?? record(schema).example ?? record(schema).default;
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
