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
