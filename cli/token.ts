import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { importPKCS8, SignJWT } from 'jose';
import * as z from 'zod';
import { Failure } from '../domain/failure';
import { printableJson } from '../domain/printable';

const demoApplication = z.object({
  clientId: z.string(),
  kid: z.string(),
  privateKeyFile: z.string(),
  tokenUrl: z.url(),
  /** What the server calls its token endpoint, where that is not how it is reached. */
  audience: z.url().optional(),
});

const idTokenAnswer = z.object({ id_token: z.string() });
const tokenAnswer = z.looseObject({ access_token: z.string() });

export interface TokenRequest {
  /** Application file, such as `.local/demo/app.json`. */
  readonly app: string;
  /** `<mock provider>/simulate?user=<id>`: sign that test user in first. */
  readonly user?: string;
  readonly json: boolean;
  readonly print: (line: string) => void;
}

const wrong = (message: string) => new Failure('invalid_configuration', message);

function textOf(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw wrong(`${file} cannot be read: name ${what}`);
  }
}

function readApplication(file: string): z.infer<typeof demoApplication> {
  const what = 'an application file, such as .local/demo/app.json';
  const text = textOf(file, what);
  try {
    return demoApplication.parse(JSON.parse(text));
  } catch {
    throw wrong(
      `${file} is no application file, which is JSON with clientId, kid, privateKeyFile and tokenUrl: name ${what}`,
    );
  }
}

async function privateKeyIn(file: string): Promise<Awaited<ReturnType<typeof importPKCS8>>> {
  const text = textOf(file, 'the private key in privateKeyFile of the application file');
  return importPKCS8(text, 'RS512').catch(() => {
    throw wrong(
      `${file} holds no RSA private key in PEM (PKCS #8): name one in privateKeyFile of the application file`,
    );
  });
}

/** The answer's text, where it is one that was hoped for. */
async function asked(url: string | URL, body: URLSearchParams): Promise<unknown> {
  const answer = await fetch(url, { method: 'POST', body }).catch(() => undefined);
  if (!answer) throw wrong(`Nothing answers at ${new URL(url).origin}: start the platform, or correct the address`);
  const text = await answer.text();
  if (!answer.ok) throw wrong(`${url} answered ${answer.status}: ${text}`);
  try {
    return JSON.parse(text);
  } catch {
    throw wrong(`${url} answered ${answer.status} with something other than JSON: correct the address`);
  }
}

/** The subject token that makes a call user-restricted, from a mock identity provider (never in production). */
async function simulateSignIn(simulateUrl: string, clientId: string): Promise<string> {
  const url = new URL(simulateUrl);
  const user = url.searchParams.get('user') ?? '';
  url.search = '';
  const { data } = idTokenAnswer.safeParse(await asked(url, new URLSearchParams({ user, client_id: clientId })));
  if (!data) throw wrong(`${url} answered without an ID token: name the mock provider's /simulate?user=<id>`);
  return data.id_token;
}

async function requestToken({ app, user }: TokenRequest): Promise<unknown> {
  const { clientId, kid, privateKeyFile, tokenUrl, audience = tokenUrl } = readApplication(app);
  const key = await privateKeyIn(privateKeyFile);
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
  return asked(
    tokenUrl,
    new URLSearchParams({
      ...grant,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  );
}

/** Obtains an access token for an application with a signed JWT (RFC 7523), and for a test user where one is named. */
export async function token(request: TokenRequest): Promise<void> {
  const { data: answer } = tokenAnswer.safeParse(await requestToken(request));
  if (!answer)
    throw wrong('The token endpoint answered without an access token: correct tokenUrl of the application file');
  request.print(request.json ? printableJson(answer) : answer.access_token);
}
