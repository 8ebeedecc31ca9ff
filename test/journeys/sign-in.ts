import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { importPKCS8, type JWTPayload, SignJWT } from 'jose';
import * as z from 'zod';
import type { DemoApplication, Platform } from './platform';

/** What an application proves itself by. */
type Client = Pick<DemoApplication, 'clientId' | 'kid' | 'privateKeyFile' | 'tokenUrl'>;

interface AssertionOverrides {
  readonly header?: Record<string, unknown>;
  readonly claims?: JWTPayload;
}

/** A client assertion as the original platform's guides show it (RFC 7523, RS512). */
export async function clientAssertion(application: Client, overrides: AssertionOverrides = {}): Promise<string> {
  const key = await importPKCS8(readFileSync(application.privateKeyFile, 'utf8'), 'RS512');
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    iss: application.clientId,
    sub: application.clientId,
    aud: application.tokenUrl,
    jti: randomUUID(),
    exp: now + 240,
    ...overrides.claims,
  })
    .setProtectedHeader({ alg: 'RS512', kid: application.kid, typ: 'JWT', ...overrides.header })
    .sign(key);
}

export const tokenRequest = (application: Client, form: Record<string, string>): Promise<Response> =>
  fetch(application.tokenUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });

const assertionForm = (assertion: string) => ({
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: assertion,
});

const accessTokenIn = async (response: Response): Promise<string> => {
  const body = await response.json();
  if (!response.ok) throw new Error(`token endpoint answered ${response.status}: ${JSON.stringify(body)}`);
  return z.object({ access_token: z.string() }).parse(body).access_token;
};

export async function applicationToken(application: Client): Promise<string> {
  const assertion = await clientAssertion(application);
  return accessTokenIn(
    await tokenRequest(application, { grant_type: 'client_credentials', ...assertionForm(assertion) }),
  );
}

/** The ID token of a user whom a mock identity provider signs in for the demo application. */
export async function signedInWith(platform: Platform, provider: 'cis2' | 'nhs-login', user: string): Promise<string> {
  const signedIn = await fetch(`${platform.identity}/${provider}/simulate`, {
    method: 'POST',
    body: new URLSearchParams({ user, client_id: platform.application().clientId }),
  });
  return z.object({ id_token: z.string() }).parse(await signedIn.json()).id_token;
}

/** What a token exchange sends beside the application's own proof (RFC 8693). */
export const exchangeForm = (idToken: string) => ({
  grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
  subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
  subject_token: idToken,
});

/** A request that the demo application proves to be its own. */
export const signedRequest = async (platform: Platform, form: Record<string, string>): Promise<Response> => {
  const application = platform.application();
  return tokenRequest(application, { ...form, ...assertionForm(await clientAssertion(application)) });
};

/** A user-restricted token: a mock identity provider signs the user in, the platform exchanges the ID token. */
export async function userToken(platform: Platform, provider: 'cis2' | 'nhs-login', user: string): Promise<string> {
  return accessTokenIn(await signedRequest(platform, exchangeForm(await signedInWith(platform, provider, user))));
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
