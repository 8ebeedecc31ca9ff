import * as z from 'zod';
import { type CallerContext, callerContext } from '../../domain/access/caller-context';
import type { HttpRequest, HttpResponse, NameValueList } from '../../domain/http/http-message';
import { pathBelow } from '../../domain/http/path-below';
import { payloadOf } from '../../domain/http/payload';
import { type RequestIds, requestIds } from '../../domain/http/request-ids';

/** As entries and not as a record, for which `__proto__` is no name. */
const multiValues = z.preprocess(
  (values) => Object.entries(values ?? {}),
  z.array(z.tuple([z.string(), z.array(z.string())])),
);

// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
const proxyEvent = z.object({
  httpMethod: z.string(),
  path: z.string(),
  multiValueHeaders: multiValues,
  multiValueQueryStringParameters: multiValues,
  body: z.string().nullish(),
  isBase64Encoded: z.boolean(),
  requestContext: z.object({
    requestId: z.string(),
    stage: z.string(),
    path: z.string(),
    authorizer: z.unknown().optional(),
  }),
});

export interface ProxyCall {
  readonly request: HttpRequest;
  readonly ids: RequestIds;
  /** Absent where the context is not one that the platform's authoriser writes. */
  readonly caller: CallerContext | undefined;
}

/**
 * A handler behind an API Gateway proxy integration for what passes requests on: unlike a WHATWG `Request` it keeps
 * the path's encoding, dot segments and repeated headers as they came.
 */
export function proxyIntegration(serve: (call: ProxyCall) => Promise<HttpResponse>, basePath: string) {
  return async (input: unknown) => {
    const event = proxyEvent.parse(input);
    const headers = pairs(event.multiValueHeaders);
    const { stage, path: whole } = event.requestContext;
    const request: HttpRequest = {
      method: event.httpMethod,
      path: pathBelow(basePath, { path: event.path, stage, whole }),
      query: pairs(event.multiValueQueryStringParameters),
      headers,
      ...(event.body && { body: Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8') }),
    };
    const caller = callerContext.safeParse(event.requestContext.authorizer).data;
    return proxyResult(await serve({ request, ids: requestIds(headers, event.requestContext.requestId), caller }));
  };
}

const pairs = (values: z.infer<typeof multiValues>): NameValueList =>
  values.flatMap(([name, each]) => each.map((value) => [name, value] as const));

function proxyResult({ status, headers, body }: HttpResponse) {
  const byName = new Map<string, string[]>();
  for (const [name, value] of headers) byName.set(name, [...(byName.get(name) ?? []), value]);
  const multiValueHeaders = Object.fromEntries(byName);
  return { statusCode: status, multiValueHeaders, ...payloadOf(body ?? new Uint8Array()) };
}
