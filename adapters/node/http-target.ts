import type { Agent, AgentOptions } from 'node:http';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import * as z from 'zod';
import { Failure } from '../../domain/failure';
import type { Clock } from '../../domain/ports';
import type { RelayConfig } from '../../domain/relay/relay-config';
import type { Target, TargetAnswer, TargetRequest } from '../../domain/relay/target';
import { exchange } from './exchange';

export interface HttpTargetNeeds {
  readonly security: RelayConfig['target']['security'];
  /** The API key, or JSON with the members `key` and `cert`, both PEM. A client certificate is read for https only. */
  readonly secret: () => Promise<string>;
  readonly clock: Clock;
}

/** Shorter than common servers keep an idle connection (Node.js 5 s), so that none is used as it closes. */
const idleMillis = 4_000;
/** RFC 9110 §9.2.2: only these may be sent again without asking. */
const idempotent = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/** A producer's backend over HTTP/1.1 with kept-alive connections. Redirects are answers, not followed. */
export class HttpTarget implements Target {
  readonly #needs: HttpTargetNeeds;
  #agents: { readonly secret: string; readonly http: Agent; readonly https: Agent } | undefined;
  #usedAt = 0;

  constructor(needs: HttpTargetNeeds) {
    this.#needs = needs;
  }

  async send(request: TargetRequest): Promise<TargetAnswer> {
    const { security, secret, clock } = this.#needs;
    const isEncrypted = request.url.startsWith('https:');
    const isAsked = security?.type === 'apikey' || (security?.type === 'mtls' && isEncrypted);
    const credential = isAsked ? await secret() : '';
    const { http, https } = this.#agentsFor(credential);
    const agent = isEncrypted ? https : http;
    const startedAt = clock.now().getTime();
    if (startedAt - this.#usedAt > idleMillis) closeIdle(agent);
    const headers =
      security?.type === 'apikey' ? [...request.headers, [security.header, credential] as const] : request.headers;
    const first = await exchange({ ...request, headers }, agent);
    const timeoutMillis = request.timeoutMillis - (clock.now().getTime() - startedAt);
    const again = first.staleConnection && idempotent.has(request.method) && timeoutMillis > 0;
    const { answer } = again ? await exchange({ ...request, headers, timeoutMillis }, agent) : first;
    this.#usedAt = clock.now().getTime();
    return answer;
  }

  /** New agents where the secret is a new one: a rotated client certificate must not wait for a cold start. */
  #agentsFor(secret: string) {
    if (this.#agents?.secret === secret) return this.#agents;
    const options: AgentOptions = { keepAlive: true };
    const isCertificate = this.#needs.security?.type === 'mtls' && secret !== '';
    const certificate = isCertificate ? clientCertificate(secret) : {};
    this.#agents = { secret, http: new HttpAgent(options), https: new HttpsAgent({ ...options, ...certificate }) };
    return this.#agents;
  }
}

/** A function is frozen between calls: what the target closed meanwhile is seen only when it is used. */
function closeIdle({ freeSockets }: Agent): void {
  for (const socket of Object.values(freeSockets).flatMap((sockets) => sockets ?? [])) socket.destroy();
}

function clientCertificate(secret: string): { key: string; cert: string } {
  const parsed = z
    .string()
    .transform(parseJson)
    .pipe(z.object({ key: z.string(), cert: z.string() }))
    .safeParse(secret);
  if (parsed.success) return parsed.data;
  throw new Failure(
    'invalid_configuration',
    "The target's secret must be JSON with the members key and cert, both PEM",
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
