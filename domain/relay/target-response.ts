import type { ErrorCode } from '../errors/error-code';
import { Refusal } from '../errors/refusal';
import type { HttpResponse, NameValueList } from '../http/http-message';
import { fitsPayload } from '../http/payload';
import type { TargetAnswer } from './target';

interface Place {
  /** What the request was sent to. */
  readonly url: string;
  readonly target: string;
  readonly basePath: string;
}

type Answered = Extract<TargetAnswer, { outcome: 'answered' }>;

const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  502: 'BAD_GATEWAY',
  503: 'SERVICE_UNAVAILABLE',
  504: 'TIMEOUT',
};

/**
 * What the caller gets of a target's answer: everything up to 4xx as it is, without the headers that are the
 * target's own business.
 * @throws Refusal where the target failed; nothing of what it said is in it.
 */
export function targetResponse(answer: TargetAnswer, place: Place): HttpResponse {
  if (answer.outcome === 'timed-out') {
    throw new Refusal({ code: 'TIMEOUT', diagnostics: "The API's backend did not answer in time." });
  }
  if (answer.outcome === 'too-large') throw tooLarge();
  if (answer.outcome === 'unreachable' || answer.status < 200 || answer.status > 599) {
    throw new Refusal({ code: 'BAD_GATEWAY', diagnostics: "The API's backend could not be reached." });
  }
  if (answer.status >= 500) throw failedWith(answer);
  if (answer.body && !fitsPayload(answer.body)) throw tooLarge();
  return { ...answer, headers: passedBack(answer.headers, place) };
}

const tooLarge = (): Refusal =>
  new Refusal({
    code: 'BAD_GATEWAY',
    diagnostics: 'The response is larger than the 6 MB that the platform carries. Ask for less at once.',
  });

const failedWith = ({ status, headers }: Answered): Refusal =>
  new Refusal(
    { code: codeOfStatus[status] ?? 'UNKNOWN_ERROR', status, diagnostics: "The API's backend failed to answer." },
    headers.filter(([name, value]) => name.toLowerCase() === 'retry-after' && /^[\w ,:]+$/.test(value)),
  );

/** RFC 9110 §7.6.1, and the length that the gateway writes itself. */
const hopByHop = /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|content-length)$/;
/** What says how the target is built. */
const revealing = /^(server|via|x-powered-by|x-aspnet.*|x-amz.*|x-runtime|x-generator|nhsd-.*)$/;
/** What a browser applies to the whole host, which the API shares with every other. */
const ofTheHost = /^(set-cookie2?|alt-svc|strict-transport-security|clear-site-data|public-key-pins.*|nel|report-to)$/;

function passedBack(headers: NameValueList, place: Place): NameValueList {
  const passed = headers.flatMap(([name, value]) => {
    const lower = name.toLowerCase();
    if (hopByHop.test(lower) || revealing.test(lower) || ofTheHost.test(lower)) return [];
    if (lower !== 'location' && lower !== 'content-location') return [[name, value] as const];
    const location = publicLocation(value, place);
    return location === undefined ? [] : [[name, location] as const];
  });
  const saysCaching = passed.some(([name]) => name.toLowerCase() === 'cache-control');
  return saysCaching ? passed : [...passed, ['Cache-Control', 'no-store']];
}

/**
 * A place below the target's URL as a path below the API's base path (RFC 9110 §10.2.2 allows a relative reference);
 * another place on the target's host is nobody's business, another host's is passed on.
 */
function publicLocation(location: string, { url, target, basePath }: Place): string | undefined {
  if (!URL.canParse(location, url)) return undefined;
  const place = new URL(location, url);
  const root = new URL(target);
  if (!/^https?:$/.test(place.protocol)) return undefined;
  if (place.host !== root.host) return place.href;
  const path = root.pathname.replace(/\/+$/, '');
  if (!place.pathname.startsWith(`${path}/`)) return undefined;
  return `${basePath}${place.pathname.slice(path.length)}${place.search}${place.hash}`;
}
