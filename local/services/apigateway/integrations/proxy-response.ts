import { validateHeaderName, validateHeaderValue } from 'node:http';
import * as z from 'zod';
import { acceptsBinary, type Call, type GatewayReply } from '../exchange/exchange';
import { header } from '../exchange/gateway-request';

const headerValue = z.union([z.string(), z.boolean().transform(String)]);

/**
 * What a function may answer; every field may be left out, no other may be there, and numbers are no header values.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
const proxyResponse = z.strictObject({
  statusCode: z.coerce.number().int().min(200).max(599).default(200),
  headers: z.record(z.string(), headerValue).nullish(),
  multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});
type ProxyResponse = z.infer<typeof proxyResponse>;

/** Undefined where the function's answer is malformed. */
export function readProxyResponse(call: Call, payload: unknown): GatewayReply | undefined {
  const parsed = proxyResponse.safeParse(payload);
  if (!parsed.success) return undefined;
  const { statusCode, body, isBase64Encoded } = parsed.data;
  const headers = mergeHeaders(parsed.data);
  if (!headers.every(isSendable)) return undefined;
  const isBinary = isBase64Encoded === true && acceptsBinary(call.target.api, header(call.request, 'Accept'));
  return {
    status: statusCode,
    headers: withContentType(passHeadersBack(headers)),
    body: Buffer.from(body ?? '', isBinary ? 'base64' : 'utf8'),
  };
}

/** "If the same key-value pair is specified in both, only the values from multiValueHeaders will appear" (same page). */
function mergeHeaders({ headers, multiValueHeaders }: ProxyResponse): [string, string][] {
  const several = Object.entries(multiValueHeaders ?? {}).flatMap(([name, values]) =>
    values.map((value): [string, string] => [name, value]),
  );
  const isRepeated = (name: string, value: string) =>
    several.some(([other, its]) => other.toLowerCase() === name.toLowerCase() && its === value);
  return [...Object.entries(headers ?? {}).filter(([name, value]) => !isRepeated(name, value)), ...several];
}

export const withContentType = (headers: [string, string][]): [string, string][] =>
  headers.some(([name]) => name.toLowerCase() === 'content-type')
    ? headers
    : [['Content-Type', 'application/json'], ...headers];

function isSendable([name, value]: [string, string]): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html; Content-Length and the
// gateway's own headers as LocalStack's tests saw them of AWS.
const REMAPPED = new Set(
  'authorization connection content-length content-md5 date max-forwards server user-agent www-authenticate'
    .concat(' x-amzn-requestid x-amz-apigw-id')
    .split(' '),
);
const DROPPED = new Set('expect host proxy-authenticate te trailer transfer-encoding upgrade'.split(' '));

/** Headers of an integration as the client sees them: some renamed to `X-Amzn-Remapped-…`, some dropped. */
export const passHeadersBack = (headers: readonly (readonly [string, string])[]): [string, string][] =>
  headers
    .filter(([name]) => !DROPPED.has(name.toLowerCase()))
    .map(([name, value]) => [REMAPPED.has(name.toLowerCase()) ? `X-Amzn-Remapped-${name}` : name, value]);
