import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { importPKCS8, SignJWT } from 'jose';
import { z } from 'zod';
import { printableJson } from '../domain/printable';

const demoApplication = z.object({
  clientId: z.string(),
  kid: z.string(),
  privateKeyFile: z.string(),
  tokenUrl: z.url(),
  /** What the server calls its token endpoint, where that is not how it is reached. */
  audience: z.url().optional(),
});

export interface TokenRequest {
  /** Application file, such as `.local/demo/app.json`. */
  readonly app: string;
  /** `<mock provider>/simulate?user=<id>`: sign that test user in first. */
  readonly user?: string;
  readonly json: boolean;
  readonly print: (line: string) => void;
}

/** The subject token that makes a call user-restricted, from a mock identity provider (never in production). */
async function simulateSignIn(simulateUrl: string, clientId: string): Promise<string> {
  const url = new URL(simulateUrl);
  const user = url.searchParams.get('user') ?? '';
  url.search = '';
  const response = await fetch(url, { method: 'POST', body: new URLSearchParams({ user, client_id: clientId }) });
  if (!response.ok) throw new Error(`${url.href} answered ${response.status}: ${await response.text()}`);
  return z.object({ id_token: z.string() }).parse(await response.json()).id_token;
}

async function requestToken({ app, user }: TokenRequest): Promise<unknown> {
  const application = demoApplication.parse(JSON.parse(readFileSync(app, 'utf8')));
  const { clientId, kid, privateKeyFile, tokenUrl, audience = tokenUrl } = application;
  const key = await importPKCS8(readFileSync(privateKeyFile, 'utf8'), 'RS512');
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: 'RS512', kid, typ: 'JWT' })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience)
    .setJti(randomUUID())
    .setExpirationTime('4m')
    .sign(key);
  const grant = user
    ? {
        grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
        subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
        subject_token: await simulateSignIn(user, clientId),
      }
    : { grant_type: 'client_credentials' };
  const response = await fetch(tokenUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      ...grant,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }).toString(),
  });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${tokenUrl} answered ${response.status}: ${answer}`);
  return JSON.parse(answer);
}

/** Obtains an access token for an application with a signed JWT (RFC 7523), and for a test user where one is named. */
export async function token(request: TokenRequest): Promise<void> {
  const answer = z.looseObject({ access_token: z.string() }).parse(await requestToken(request));
  request.print(request.json ? printableJson(answer) : answer.access_token);
}
