import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import { sha256SecretHash } from '../../../../adapters/node/secret-hash';
import type { MemoryTokenSigner } from '../../../memory/memory-token-signer';

interface Options {
  readonly issuer: string;
  readonly signer: MemoryTokenSigner;
  /** Of the platform, by which it has to prove itself. */
  readonly clientKeys: JSONWebKeySet;
  readonly user: JWTPayload;
}

/** What a test makes a provider do wrong. */
interface Faults {
  claims?: Readonly<Record<string, unknown>>;
  userinfo?: Record<string, unknown>;
  signer?: MemoryTokenSigner;
  outage?: 'unreachable' | 'status 503' | 'no JSON';
}

export const clientId = 'dip-test';

/** An OpenID provider over `fetch`, for one user, that checks what a careful one checks. */
export function aProvider({ issuer, signer, clientKeys, user }: Options) {
  const faults: Faults = {};
  const requests: string[] = [];
  const codes = new Map<string, Readonly<Record<string, string>>>();
  const accessTokens = new Set<string>();
  const json = (body: unknown, status = 200) => Response.json(body, { status });

  const metadata = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    id_token_signing_alg_values_supported: ['RS256', 'RS512'],
    authorization_response_iss_parameter_supported: true,
  };

  async function token(form: URLSearchParams): Promise<Response> {
    const assertion = form.get('client_assertion') ?? '';
    await jwtVerify(assertion, createLocalJWKSet(clientKeys), {
      algorithms: ['RS512'],
      issuer: clientId,
      subject: clientId,
      audience: metadata.token_endpoint,
      requiredClaims: ['jti', 'exp', 'iat'],
    });
    const asked = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const holds =
      asked?.redirect_uri === form.get('redirect_uri') &&
      asked?.code_challenge === sha256SecretHash.of(form.get('code_verifier') ?? '');
    if (!holds) return json({ error: 'invalid_grant' }, 400);
    const access_token = randomUUID();
    accessTokens.add(access_token);
    const iat = Math.floor(Date.now() / 1000);
    const session = { iss: issuer, aud: clientId, iat, auth_time: iat, exp: iat + 300, nonce: asked?.nonce };
    const claims = { ...user, ...session, sid: `session of ${user.sub}`, ...faults.claims };
    const id_token = await (faults.signer ?? signer).sign({ typ: 'JWT', claims });
    return json({ access_token, token_type: 'Bearer', expires_in: 3600, id_token });
  }

  async function answer(url: URL, options: { headers: Record<string, string>; body?: unknown }): Promise<Response> {
    if (faults.outage === 'unreachable') throw new TypeError('fetch failed');
    if (faults.outage === 'status 503') return new Response('down', { status: 503 });
    if (faults.outage === 'no JSON') return new Response('<html>', { headers: { 'content-type': 'text/html' } });
    const path = url.href.slice(issuer.length);
    if (path === '/.well-known/openid-configuration') return json(metadata);
    if (path === '/jwks') return json(signer.jwks);
    if (path === '/token') return token(new URLSearchParams(String(options.body)));
    if (path !== '/userinfo') return new Response(null, { status: 404 });
    const [, bearer = ''] = /^Bearer (.*)$/.exec(new Headers(options.headers).get('authorization') ?? '') ?? [];
    if (!accessTokens.has(bearer)) {
      return new Response(null, { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } });
    }
    return json({ sub: user.sub, ...faults.userinfo });
  }

  return {
    issuer,
    faults,
    /** Paths that were asked for. */
    requests,
    forgetAccessTokens: () => accessTokens.clear(),
    fetch(url: string, options: { headers: Record<string, string>; body?: unknown }) {
      requests.push(url.slice(issuer.length));
      return answer(new URL(url), options);
    },
    /** What the user brings back from a sign-in that began at `address`. */
    signIn(address: string): Record<string, string> {
      const asked = Object.fromEntries(new URL(address).searchParams);
      const code = randomUUID();
      codes.set(code, asked);
      return { code, state: asked.state ?? '', iss: issuer };
    },
  };
}
export type Provider = ReturnType<typeof aProvider>;
