/**
 * The `$context` variables of a record, by field. Every one stands in quotes, as API Gateway writes `-` for a value it
 * does not have; `readAccessLine` makes numbers of the measured ones and leaves the absent ones out.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
const VARIABLES = {
  requestId: '$context.requestId',
  extendedRequestId: '$context.extendedRequestId',
  time: '$context.requestTimeEpoch',
  apiId: '$context.apiId',
  stage: '$context.stage',
  method: '$context.httpMethod',
  // The path template. The path itself ($context.path) may hold an NHS number.
  route: '$context.resourcePath',
  protocol: '$context.protocol',
  status: '$context.status',
  responseLatency: '$context.responseLatency',
  responseLength: '$context.responseLength',
  integrationLatency: '$context.integration.latency',
  integrationStatus: '$context.integration.status',
  authorizerLatency: '$context.authorizer.latency',
  authorizerStatus: '$context.authorizer.status',
  errorType: '$context.error.responseType',
  mode: '$context.authorizer.mode',
  wafResponseCode: '$context.wafResponseCode',
  tlsVersion: '$context.tlsVersion',
  cipherSuite: '$context.cipherSuite',
} as const;

const PERSONAL_VARIABLES = {
  application: '$context.authorizer.applicationId',
  organisationType: '$context.authorizer.organisationType',
  ip: '$context.identity.sourceIp',
} as const;

const LEAD = '{"record":"access",';
const USER_AGENT = ',"userAgent":"';

/**
 * The access-log format of an API's stage: one line of JSON. An anonymous API leaves out every field that may say who
 * called. The user agent, the only text that a caller chooses, stands last: API Gateway does not say that it escapes
 * quotes, and in the last place a quote can neither spoil the line nor overwrite another field.
 */
export function accessLogFormat({ api, anonymous }: { api: string; anonymous: boolean }): string {
  const fields = anonymous ? VARIABLES : { ...VARIABLES, ...PERSONAL_VARIABLES };
  const body = `${LEAD}"api":${JSON.stringify(api)},"anonymous":${anonymous},${JSON.stringify(fields).slice(1, -1)}`;
  return anonymous ? `${body}}` : `${body}${USER_AGENT}$context.identity.userAgent"}`;
}

const PERSONAL = new Set([...Object.keys(PERSONAL_VARIABLES), 'userAgent']);
const MEASURED = /^(?:time|status|\w+Latency|\w+Length|integrationStatus|authorizerStatus)$/;

export const isAccessLine = (line: string): boolean => line.startsWith(LEAD);

/** A line of `accessLogFormat` as an object, absent values and, of an anonymous API, personal fields left out. Throws where the line is not such a line. */
export function readAccessLine(line: string): Record<string, unknown> {
  const cut = line.indexOf(USER_AGENT);
  const fields: Record<string, unknown> = JSON.parse(cut < 0 ? line : `${line.slice(0, cut)}}`);
  if (cut >= 0) fields.userAgent = unquoted(line.slice(cut + USER_AGENT.length, line.lastIndexOf('"}')));
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name, value]) => value !== '-' && value !== '' && !(fields.anonymous === true && PERSONAL.has(name)))
      .map(([name, value]) => [name, MEASURED.test(name) && isNumeral(value) ? Number(value) : value]),
  );
}

const isNumeral = (value: unknown): boolean => typeof value === 'string' && /^\d{1,15}$/.test(value);

function unquoted(text: string): string {
  try {
    return JSON.parse(`"${text}"`);
  } catch {
    return text;
  }
}
