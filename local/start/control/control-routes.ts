import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import * as z from 'zod';
import { parseDuration } from '../../../domain/parse-duration';
import { readBody } from '../../cloud/endpoint/incoming-message';
import { type Faults, fault } from '../../cloud/faults/faults';
import { ServiceFailure } from '../../cloud/faults/service-failure';
import type { Email } from '../../services/ses/outbox';
import { backendPath } from './example-backend';
import { outboxPage } from './outbox-page';

export const cloudFormationPath = '/_dip/cloudformation/';

export interface ControlNeeds {
  /** What every route but health asks for, as a bearer token (RFC 6750). */
  readonly token: string;
  status(): 'starting' | 'ready' | 'stopping';
  now(): Date;
  /**
   * Delivers what is buffered, lets functions take what that put into their queues, and answers how many records
   * reached their bucket.
   */
  flush(): Promise<number>;
  advance(milliseconds: number): Promise<object>;
  /** A custom resource's outcome; false where nobody waits for it. */
  answerCustomResource(token: string, body: string): boolean;
  /** The e-mails sent, the oldest first. */
  outbox(): readonly Email[];
  readonly faults: Faults;
  readonly backend: RequestListener;
}

type Route = (needs: ControlNeeds, body: string) => Promise<readonly [status: number, answer: object]>;

const advance = z.object({
  advance: z.string().transform((duration, context) => {
    const milliseconds = parseDuration(duration);
    if (milliseconds !== undefined) return milliseconds;
    context.addIssue({ code: 'custom', message: 'must be an ISO 8601 duration, such as P91D' });
    return z.NEVER;
  }),
});

const health = 'GET /_dip/health';
const outbox = 'GET /_dip/outbox';

const routes = new Map<string, Route>([
  [health, async (needs) => [needs.status() === 'ready' ? 200 : 503, { status: needs.status() }]],
  ['GET /_dip/clock', async (needs) => [200, { now: needs.now() }]],
  [outbox, async (needs) => [200, needs.outbox()]],
  ['GET /_dip/faults', async ({ faults }) => [200, faults.list()]],
  [
    'POST /_dip/faults',
    async ({ faults }, body) => {
      const wanted = fault.safeParse(parseJson(body));
      if (!wanted.success) return [400, { error: z.prettifyError(wanted.error) }];
      faults.add(wanted.data);
      return [200, faults.list()];
    },
  ],
  [
    'DELETE /_dip/faults',
    async ({ faults }) => {
      faults.clear();
      return [200, faults.list()];
    },
  ],
  ['POST /_dip/flush', async (needs) => [200, { delivered: await needs.flush() }]],
  [
    'POST /_dip/clock',
    async (needs, body) => {
      const asked = advance.safeParse(parseJson(body));
      if (!asked.success) return [400, { error: z.prettifyError(asked.error) }];
      const ran = await needs.advance(asked.data.advance);
      return [200, { now: needs.now(), ran }];
    },
  ],
]);

/** More than a fault, a duration, or the 4 KB of a custom resource's outcome. */
const longestBodyBytes = 64 * 1024;

/** What the host itself answers on the AWS port, under `/_dip/`. */
export function controlRoutes(needs: ControlNeeds): RequestListener {
  return async (request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    if (path.startsWith(backendPath)) return needs.backend(request, response);
    const name = `${request.method} ${path}`;
    // An outcome comes from a function of the assembly, and its path is a secret that was told to that function alone.
    const isOutcome = path.startsWith(cloudFormationPath);
    if (name === outbox && request.headers.accept?.includes('text/html')) return showOutbox(request, response, needs);
    if (!isOutcome && name !== health && !bearsToken(request, needs.token)) {
      request.resume();
      response.setHeader('www-authenticate', 'Bearer');
      return json(response, 401, { error: 'send Authorization: Bearer with the control-token of the state folder' });
    }
    try {
      const body = (await readBody(request, longestBodyBytes)).toString();
      if (isOutcome) {
        const isAwaited = needs.answerCustomResource(path.slice(cloudFormationPath.length), body);
        return json(response, isAwaited ? 200 : 404, {});
      }
      const route = routes.get(name);
      json(response, ...(route ? await route(needs, body) : ([404, { error: `nothing is at ${path}` }] as const)));
    } catch (error) {
      request.resume();
      const status = error instanceof ServiceFailure ? error.status : 500;
      json(response, status, { error: error instanceof Error ? error.message : 'it failed' });
    }
  };
}

/**
 * For a browser, which asks its user for the token as a password. Here alone: what a browser sends by itself could change
 * something anywhere else.
 */
function showOutbox(request: IncomingMessage, response: ServerResponse, needs: ControlNeeds): void {
  const [, basic = ''] = /^Basic ([A-Za-z0-9+/=]+)$/.exec(request.headers.authorization ?? '') ?? [];
  const [, password] = /^[^:]*:(.*)$/s.exec(Buffer.from(basic, 'base64').toString()) ?? [];
  if (!isSame(password ?? '', needs.token)) {
    const headers = { 'www-authenticate': 'Basic realm="Outbox: the password is in .local/control-token"' };
    response
      .writeHead(401, { ...headers, 'content-type': 'text/plain' })
      .end('The password is in .local/control-token');
    return;
  }
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': "default-src 'none'" };
  response.writeHead(200, { ...headers, 'cache-control': 'no-store' }).end(outboxPage(needs.outbox()));
}

const bearsToken = ({ headers }: IncomingMessage, token: string): boolean =>
  isSame(headers.authorization ?? '', `Bearer ${token}`);

/** In constant time. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
