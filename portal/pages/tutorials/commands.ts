import type { PortalSettings } from '../../portal-needs';
import { quoted } from './quoted';
import type { ExampleCall, TutorialValues } from './tutorial-values';

/**
 * What the tutorials tell their reader to run, in a folder of its own, with a shell, curl, openssl and Node.js: secrets
 * and tokens stand in files, so that they are in no history, and each block works in a new window. `errorCode` is one that
 * the example's own file has an answer for.
 */
export function tutorialCommands(settings: PortalSettings, values: TutorialValues, errorCode = '') {
  const { apiUrl, signInUrl, identityUrl } = settings;
  const { applicationId, calls } = values;
  const tokenUrl = `${apiUrl}/oauth2/token`;
  const { open, key, token, user } = calls;
  const assertion = [
    'client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    'client_assertion="$(node assertion.mjs)"',
  ];
  const secret = [`client_id=${quoted(applicationId)}`, 'client_secret="$(cat client-secret.txt)"'];
  const refresh = ['grant_type=refresh_token', `refresh_token="${tokenPart('refresh_token')}"`];
  const revoke = [`token="${tokenPart('refresh_token')}"`];
  const ask = (form: readonly string[], file = 'token.json') => posted(tokenUrl, [...form], file);
  return {
    ping: open && `curl ${open.ping}`,
    open: open && `curl ${open.url}`,
    sandbox: open?.sandboxUrl && `curl ${open.sandboxUrl}`,
    prefer: open?.sandboxUrl && errorCode && `curl -i -H "Prefer: code=${errorCode}" ${open.sandboxUrl}`,
    followed: open && `curl -i -H "X-Request-ID: $(node -p 'crypto.randomUUID()')" ${open.url}`,
    key: key && `curl -H "apikey: $(cat api-key.txt)" ${key.url}`,
    keyPair: 'openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:4096 -out private-key.pem',
    keySet: script('jwks.mjs', keySet(values), 'jwks.json'),
    assertion: script('assertion.mjs', assertionScript(values, tokenUrl)),
    token: ask(['grant_type=client_credentials', ...assertion]),
    call: token && bearer(token),
    idToken:
      user && identityUrl
        ? posted(
            `${identityUrl}/${user.provider}/simulate`,
            [`user=${testUsers[user.provider]}`, `client_id=${quoted(applicationId)}`],
            'signed-in.json',
          )
        : undefined,
    exchange: ask([
      'grant_type=urn:ietf:params:oauth:grant-type:token-exchange',
      'subject_token_type=urn:ietf:params:oauth:token-type:id_token',
      `subject_token="${tokenPart('id_token', 'signed-in.json')}"`,
      ...assertion,
    ]),
    callForUser: user && bearer(user),
    refreshSigned: ask([...refresh, ...assertion]),
    revokeSigned: posted(`${apiUrl}/oauth2/revoke`, [...revoke, ...assertion]),
    signIn: script('sign-in.mjs', signInScript(values, { signInUrl, tokenUrl })),
    userInfo: `curl -H "Authorization: Bearer ${tokenPart('access_token')}" ${apiUrl}/oauth2/userinfo`,
    refreshSecret: ask([...refresh, ...secret]),
    revokeSecret: posted(`${apiUrl}/oauth2/revoke`, [...revoke, ...secret]),
  };
}

/** Stand-ins for people, at the highest level that each provider knows. */
const testUsers = { 'nhs-login': '9912003071', cis2: '656005750104' } as const;

const tokenPart = (name: string, file = 'token.json') => `$(node -p "require('./${file}').${name}")`;
const bearer = ({ url }: ExampleCall) => `curl -H "Authorization: Bearer ${tokenPart('access_token')}" ${url}`;

const posted = (url: string, form: readonly string[], file?: string): string =>
  [`curl ${url}`, ...form.map((field) => `  -d ${field}`), ...(file ? [`  -o ${file}`] : [])].join(' \\\n') +
  (file ? ` && cat ${file}` : '');

/** Writes a script, and runs it where its output is wanted. */
const script = (file: string, text: string, output?: string): string =>
  [`cat > ${file} <<'EOF'`, text.trim(), 'EOF', `node ${file}${output ? ` > ${output} && cat ${output}` : ''}`].join(
    '\n',
  );

const keySet = ({ kid }: TutorialValues) => `
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

const key = createPublicKey(readFileSync('private-key.pem')).export({ format: 'jwk' });
console.log(JSON.stringify({ keys: [{ ...key, kid: ${JSON.stringify(kid)}, alg: 'RS512', use: 'sig' }] }));
`;

const assertionScript = ({ kid, applicationId }: TutorialValues, tokenUrl: string) => `
import { randomUUID, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

const header = { alg: 'RS512', typ: 'JWT', kid: ${JSON.stringify(kid)} };
const claims = {
  iss: ${JSON.stringify(applicationId)},
  sub: ${JSON.stringify(applicationId)},
  aud: ${JSON.stringify(tokenUrl)},
  jti: randomUUID(), // new for each request
  exp: Math.floor(Date.now() / 1000) + 240, // at most five minutes ahead
};
const encode = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');
const signed = \`\${encode(header)}.\${encode(claims)}\`;
const signature = sign('sha512', Buffer.from(signed), readFileSync('private-key.pem'));
console.log(\`\${signed}.\${signature.toString('base64url')}\`);
`;

const signInScript = (
  { applicationId, redirectUri, calls }: TutorialValues,
  { signInUrl, tokenUrl }: { readonly signInUrl: string; readonly tokenUrl: string },
) => `
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

const applicationId = ${JSON.stringify(applicationId)};
const redirectUri = ${JSON.stringify(redirectUri)};
const { hostname, port, pathname } = new URL(redirectUri);

// New for each sign-in, and kept in the user's session.
const state = randomBytes(32).toString('base64url');
const verifier = randomBytes(32).toString('base64url');

const address = new URL(${JSON.stringify(`${signInUrl}/authorize`)});
address.search = new URLSearchParams({
  response_type: 'code',
  client_id: applicationId,
  redirect_uri: redirectUri,
  state,${calls.user?.provider === 'cis2' ? '' : "\n  scope: 'nhs-login', // without it: a healthcare worker, with CIS2"}
  code_challenge: createHash('sha256').update(verifier).digest('base64url'),
  code_challenge_method: 'S256',
});

const server = createServer(async (request, response) => {
  const back = new URL(request.url, redirectUri);
  if (back.pathname !== pathname || back.searchParams.get('state') !== state) {
    return response.writeHead(404).end('This is not the sign-in that was begun here');
  }
  const error = back.searchParams.get('error_description');
  if (error) return response.end(error);
  const answer = await fetch(${JSON.stringify(tokenUrl)}, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: applicationId,
      client_secret: readFileSync('client-secret.txt', 'utf8').trim(),
      redirect_uri: redirectUri,
      code: back.searchParams.get('code'),
      code_verifier: verifier,
    }),
  });
  writeFileSync('token.json', await answer.text());
  response.end(answer.ok ? 'Signed in. You can close this page.' : 'Not signed in: see token.json');
  server.close();
  server.closeAllConnections();
});
server.listen(Number(port) || 80, hostname.replace(/[[\\]]/g, ''), () => console.log('Open in a browser: ' + address));
`;
