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

export interface AccessLogOf {
  readonly api: string;
  readonly anonymous: boolean;
  /** Whether one resource takes every operation, whose path template then is known to the authoriser. @default false */
  readonly isGreedy?: boolean;
}

/**
 * The access-log format of an API's stage: one line of JSON. An anonymous API leaves out every field that may say who
 * called. The user agent, the only text that a caller chooses, stands last: API Gateway does not say that it escapes
 * quotes, and in the last place a quote can neither spoil the line nor overwrite another field.
 */
export function accessLogFormat({ api, anonymous, isGreedy }: AccessLogOf): string {
  const shared = isGreedy ? { ...VARIABLES, route: '$context.authorizer.route' } : VARIABLES;
  const fields = anonymous ? shared : { ...shared, ...PERSONAL_VARIABLES };
  const body = `${LEAD}"api":${JSON.stringify(api)},"anonymous":${anonymous},${JSON.stringify(fields).slice(1, -1)}`;
  return anonymous ? `${body}}` : `${body}${USER_AGENT}$context.identity.userAgent"}`;
}

const PERSONAL = new Set([...Object.keys(PERSONAL_VARIABLES), 'userAgent']);
const MEASURED = new Set(
  Object.keys(VARIABLES).filter((name) => /^(?:time|status|\w+(?:Latency|Length|Status))$/.test(name)),
);

export const isAccessLine = (line: string): boolean => line.startsWith(LEAD);

/** What stands before the user agent, as JSON, and the user agent, which need not be. */
export function splitAccessLine(line: string): { head: string; userAgent: string } {
  const cut = line.indexOf(USER_AGENT);
  if (cut < 0) return { head: line, userAgent: '' };
  return {
    head: `${line.slice(0, cut)}}`,
    userAgent: unquoted(line.slice(cut + USER_AGENT.length, line.lastIndexOf('"}'))),
  };
}

export const isAbsent = (value: unknown): value is '' | '-' | undefined =>
  value === '-' || value === '' || value === undefined;

/** A line of `accessLogFormat` as an object, absent values and, of an anonymous API, personal fields left out. Throws where the line is not such a line. */
export function readAccessLine(line: string): Record<string, unknown> {
  const { head, userAgent } = splitAccessLine(line);
  const fields: Record<string, unknown> = JSON.parse(head);
  if (head !== line) fields.userAgent = userAgent;
  const record: Record<string, unknown> = {};
  for (const name in fields) {
    const value = fields[name];
    const absent = isAbsent(value) || (fields.anonymous === true && PERSONAL.has(name));
    // As a name that the format does not have, it would become the record's prototype.
    if (absent || name === '__proto__') continue;
    record[name] = MEASURED.has(name) && isNumeral(value) ? Number(value) : value;
  }
  return record;
}

const isNumeral = (value: unknown): boolean => typeof value === 'string' && /^(?:0|[1-9]\d{0,14})$/.test(value);

/** Members as they stand in a head that stays text; in JSON a quote that a comma precedes and a name follows begins one. */
const ABSENT = /,"\w+":"-?"(?=[,}])/g;
const NUMERAL = new RegExp(`(,"(?:${[...MEASURED].join('|')})":)"(0|[1-9]\\d{0,14})"(?=[,}])`, 'g');

/** The same for such a head. */
export const tidied = (head: string): string => head.replace(ABSENT, '').replace(NUMERAL, '$1$2');

function unquoted(text: string): string {
  try {
    return JSON.parse(`"${text}"`);
  } catch {
    return text;
  }
}
