import { isRandomUuidAt, looksDrawn } from '../../../http/random-id';
import { code, drawn, either, matches, measure, type ValueShape, where } from './value-shape';

/**
 * Callers choose such ids too, so only what looks drawn at random passes unread, and none whose last group is ten digits
 * behind two zeros.
 */
const UUID = where(
  drawn('xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx'),
  ({ codes }, from, end) => isRandomUuidAt(codes, from) && !isPadded(codes, end - 12, end),
);

const [ZERO, NINE] = [0x30, 0x39];

function isPadded(codes: Uint16Array, from: number, end: number): boolean {
  if (codes[from] !== ZERO || codes[from + 1] !== ZERO) return false;
  for (let at = from; at < end; at++) if ((codes[at] as number) > NINE) return false;
  return true;
}

const traceOf = (lead: string): ValueShape =>
  where(drawn(`${lead}1-xxxxxxxx-xxxxxxxxxxxxxxxxxxxxxxxx`), ({ codes }, _, end) => looksDrawn(codes, end - 24, end));
const TRACE = either(traceOf('Root='), traceOf(''));
/** RFC 9110, section 9, and RFC 5789. */
export const method = matches(/(?:CONNECT|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT|TRACE)(?![\w-])/);
const ORGANISATION = matches(/[A-Z\d]{3,6}/);
const MEDIA_TYPE = matches(/[a-z]{1,20}\/[a-z.+*-]{1,60}(?:; ?[a-z]{1,20}=[\w.-]{1,8}){0,3}/i);
/** A date or an instant, with FHIR's search prefixes; seconds or milliseconds since 1970 from 2001 on. */
const DATE_OR_SECONDS = matches(
  /1\d{9}(?:\d{3})?|(?:eq|ne|gt|lt|ge|le|sa|eb|ap)?\d{4}(?:-\d\d){0,2}(?:T[\d:.]{4,18}(?:Z|[+-][\d:]{4,5})?)?/,
);
const WHEN = either(drawn('99/Aaa/9999:99:99:99 +9999'), either(drawn('9999-99-99T99:99:99.999Z'), DATE_OR_SECONDS));

/**
 * The shape that a field written by the gateway, the runtime or the platform always has. A value of that shape holds
 * nothing personal and is not read further; any other value is read as text, so a field's name alone lets nothing by.
 */
const SHAPES: Readonly<Record<string, ValueShape>> = {
  requestid: UUID,
  functionrequestid: UUID,
  correlationid: UUID,
  xrequestid: UUID,
  xcorrelationid: UUID,
  extendedrequestid: drawn('bbbbbbbbbbbbbbb='),
  xraytraceid: TRACE,
  xamzntraceid: TRACE,
  apiid: code,
  applicationid: code,
  application: either(UUID, code),
  clientid: code,
  principalid: code,
  apikeyid: code,
  kid: code,
  organisationtype: code,
  odscode: ORGANISATION,
  nhsdenduserorganisationods: ORGANISATION,
  api: code,
  stage: code,
  level: code,
  service: code,
  functionname: code,
  result: code,
  mode: code,
  resourcetype: code,
  wafresponsecode: code,
  errortype: code,
  responsetype: code,
  protocol: code,
  domainname: code,
  resourcepath: code,
  route: code,
  tlsversion: code,
  ciphersuite: code,
  system: code,
  accept: MEDIA_TYPE,
  contenttype: MEDIA_TYPE,
};

const MEASURED = /(?:status|statuscode|latency|length|bytes|count|durationms|memorysize|port|offset|total)$/;
const DATED =
  /(?:date|time|at|on|updated|since|until|before|after|start|end|timestamp|issued|recorded|expires|expiry|epoch)$/;
const CLAIM_TIMES = new Set(['exp', 'iat', 'nbf', 'authtime']);

/** The shape of the field of this normalised name, if it is an operational one. */
export function operationalShape(name: string): ValueShape | undefined {
  if (Object.hasOwn(SHAPES, name)) return SHAPES[name];
  if (MEASURED.test(name)) return measure;
  return DATED.test(name) || CLAIM_TIMES.has(name) ? WHEN : undefined;
}
