import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { sha256SecretHash } from '../../../adapters/node/secret-hash';
import type { Application } from '../../../domain/applications/application';
import type { Authorization } from '../../../domain/oauth/authorization';
import { writeHandle } from '../../../domain/oauth/authorizations/secret-handle';
import { anAuthorization } from '../../builders';
import { aTokenEndpoint, bindings, providers, type TokenBody, type TokenEndpoint } from './token-endpoint';

export const secret = 'a-secret-of-app-1';
export const redirectUri = 'https://app.example/callback';
export const patient = '9912003071';

/** The authorisation server with `app-1`, which has a secret, and what users let it do. */
export async function aServerWithUsers(application: Partial<Application> = {}) {
  const clientSecrets = [{ id: 's1', hash: sha256SecretHash.of(secret), createdAt: '2026-01-01T00:00:00Z' }];
  const endpoint = await aTokenEndpoint({ application: { clientSecrets, ...application } });
  return { ...endpoint, ...asApplication(endpoint) };
}
export type ServerWithUsers = Awaited<ReturnType<typeof aServerWithUsers>>;

function asApplication({ app, clock, upstream, authorizations, post, aForm: signed }: TokenEndpoint) {
  const bySecret = (form: Record<string, string>) => post({ client_id: 'app-1', client_secret: secret, ...form });
  const ask = async (path: string, form: Record<string, string>) => {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ client_id: 'app-1', client_secret: secret, ...form }).toString(),
    };
    const response = await app.request(path, init, bindings);
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> };
  };
  const idToken = (claims: Record<string, unknown> = {}) =>
    upstream.sign({
      typ: 'JWT',
      claims: {
        iss: providers['nhs-login'].issuer,
        aud: 'app-1',
        sub: `mock-${patient}`,
        exp: clock.seconds() + 600,
        nhs_number: patient,
        identity_proofing_level: 'P9',
        ...claims,
      },
    });
  /** Trades an ID token of NHS login for the platform's tokens. */
  const exchange = async (claims: Record<string, unknown> = {}, form: Record<string, string> = {}) =>
    post(
      await signed({
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
        subject_token: await idToken(claims),
        ...form,
      }),
    );
  /** An authorisation of a combined sign-in whose code nobody has used. */
  const aCode = async (
    changes: Partial<NonNullable<Authorization['code']>> = {},
    others: Partial<Authorization> = {},
  ) => {
    const code = { hash: sha256SecretHash.of('the-code'), redirectUri, expiresAt: clock.seconds() + 60, used: false };
    const { refresh: _none, ...authorization } = anAuthorization({
      pattern: 'combined',
      code: { ...code, ...changes },
      ...others,
    });
    await authorizations.save(authorization);
    return writeHandle({ authorizationId: authorization.id, secret: 'the-code' });
  };
  const redeem = (code: string, form: Record<string, string> = {}) =>
    bySecret({ grant_type: 'authorization_code', redirect_uri: redirectUri, code, ...form });
  const refresh = (refresh_token: string, form: Record<string, string> = {}) =>
    bySecret({ grant_type: 'refresh_token', refresh_token, ...form });
  return { bySecret, ask, idToken, exchange, aCode, redeem, refresh };
}

export const refreshTokenIn = ({ body }: { readonly body: TokenBody }): string => body.refresh_token ?? '';
export const claimsIn = ({ body }: { readonly body: TokenBody }) => decodeJwt(body.access_token ?? '');

/** RFC 7636 §4.2. */
export const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
