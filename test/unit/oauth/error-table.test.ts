import { decodeJwt, SignJWT } from 'jose';
import type { Application } from '../../../domain/applications/application';
import { aClientKey } from '../../builders';
import { aServerWithUsers, type ServerWithUsers } from './a-sign-in';

type Ask = (server: ServerWithUsers) => Promise<{ readonly status: number; readonly body: object }>;
type Row = readonly [status: number, error: string, description: string, ask: Ask, application?: Partial<Application>];

const form =
  (changes: Record<string, string | undefined>): Ask =>
  async (server) =>
    server.post(await server.aForm(changes));
const assertion =
  (header: Record<string, unknown>, claims: Record<string, unknown> = {}): Ask =>
  async (server) =>
    form({ client_assertion: await server.assertion({ header, claims }) })(server);
const subject =
  (claims: Record<string, unknown>): Ask =>
  (server) =>
    server.exchange(claims);
const exchangeForm =
  (changes: Record<string, string>): Ask =>
  (server) =>
    server.exchange({}, changes);
const code =
  (changes: Record<string, string>): Ask =>
  async (server) =>
    server.redeem(await server.aCode(), changes);
const signedBy =
  (header: object, field: 'client_assertion' | 'subject_token'): Ask =>
  async (server) => {
    const { privateKey } = await aClientKey();
    const claims = decodeJwt(field === 'client_assertion' ? await server.assertion() : await server.idToken());
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS512', typ: 'JWT', ...header })
      .sign(privateKey);
    return field === 'client_assertion'
      ? server.post(await server.aForm({ client_assertion: forged }))
      : server.exchange({}, { subject_token: forged });
  };

const now = 1767603600;
const jwt = (text: string, field = 'client_assertion') => text.replace('{jwt}', `${field} JWT`);

/** What the original platform answers, row by row; the sign-in's own rows are tested beside it. */
const rows: readonly Row[] = [
  [
    415,
    'invalid_request',
    'Content-Type header must be application/x-www-form-urlencoded',
    async (server) => server.post('{}', { 'content-type': 'application/json' }),
  ],
  [400, 'invalid_request', 'grant_type is missing', form({ grant_type: undefined })],
  [400, 'invalid_request', 'grant_type is invalid', exchangeForm({ grant_type: 'client_credentials' })],
  [400, 'unsupported_grant_type', 'grant_type is invalid', form({ grant_type: 'password' })],
  [
    400,
    'invalid_request',
    "Missing or invalid client_assertion_type - must be 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'",
    form({ client_assertion_type: 'x' }),
  ],
  [400, 'invalid_request', 'Missing client_assertion', form({ client_assertion: undefined })],
  [400, 'invalid_request', 'Malformed JWT in client_assertion', form({ client_assertion: 'x' })],
  [400, 'invalid_request', jwt("Missing 'kid' header in {jwt}"), assertion({ kid: undefined })],
  [400, 'invalid_request', jwt("Invalid 'typ' header in {jwt} - must be 'JWT'"), assertion({ typ: 'x' })],
  [
    400,
    'invalid_request',
    jwt("Invalid 'alg' header in {jwt} - unsupported JWT algorithm - must be 'RS512'"),
    async (server) =>
      form({
        client_assertion: `${Buffer.from('{"kid":"key-1","typ":"JWT"}').toString('base64url')}.${(await server.assertion()).split('.').slice(1).join('.')}`,
      })(server),
  ],
  [400, 'invalid_request', jwt("Missing 'exp' claim in {jwt}"), assertion({}, { exp: undefined })],
  [400, 'invalid_request', jwt("Invalid 'exp' claim in {jwt} - must be an integer"), assertion({}, { exp: now + 0.5 })],
  [400, 'invalid_request', jwt("Invalid 'exp' claim in {jwt} - JWT has expired"), assertion({}, { exp: now - 1 })],
  [
    400,
    'invalid_request',
    jwt("Invalid 'exp' claim in {jwt} - more than 5 minutes in future"),
    assertion({}, { exp: now + 311 }),
  ],
  [400, 'invalid_request', jwt("Missing or non-matching 'iss'/'sub' claims in {jwt}"), assertion({}, { sub: 'x' })],
  [401, 'invalid_request', jwt("Invalid 'iss'/'sub' claims in {jwt}"), assertion({}, { iss: 'x', sub: 'x' })],
  [400, 'invalid_request', jwt("Missing 'jti' claim in {jwt}"), assertion({}, { jti: undefined })],
  [
    400,
    'invalid_request',
    jwt("Invalid 'jti' claim in {jwt} - must be a unique string value such as a GUID"),
    assertion({}, { jti: 7 }),
  ],
  [
    400,
    'invalid_request',
    jwt("Non-unique 'jti' claim in {jwt}"),
    (server) => assertion({}, { jti: 'x' })(server).then(() => assertion({}, { jti: 'x' })(server)),
  ],
  [401, 'invalid_request', jwt("Missing or invalid 'aud' claim in {jwt}"), assertion({}, { aud: 'x' })],
  [401, 'invalid_request', jwt("Invalid 'kid' header in {jwt} - no matching public key"), assertion({ kid: 'x' })],
  [401, 'public_key error', 'JWT signature verification failed', signedBy({ kid: 'key-1' }, 'client_assertion')],
  [
    403,
    'public_key error',
    'You need to register a public key to use this authentication method - please contact support to configure',
    form({}),
    { jwks: { keys: [] } },
  ],
  [
    401,
    'access_denied',
    'The developer app associated with the API key is not approved or revoked',
    form({}),
    { status: 'revoked' },
  ],
  [
    401,
    'unauthorized_client',
    'you have tried to request authorization but your application is not configured to use this authorization grant type',
    form({}),
    { subscriptions: {} },
  ],
  [400, 'invalid_request', 'Missing subject_token', exchangeForm({ subject_token: '' })],
  [400, 'invalid_request', 'Malformed JWT in subject_token', exchangeForm({ subject_token: 'x' })],
  [
    400,
    'invalid_request',
    "missing or invalid subject_token_type - must be 'urn:ietf:params:oauth:token-type:id_token'",
    exchangeForm({ subject_token_type: 'x' }),
  ],
  [
    400,
    'invalid_request',
    jwt("Missing or non-matching 'iss' claim in {jwt}", 'subject_token'),
    subject({ iss: 'https://x.example' }),
  ],
  [400, 'invalid_request', jwt("Missing 'exp' claim in {jwt}", 'subject_token'), subject({ exp: undefined })],
  [401, 'invalid_request', jwt("Missing 'aud' claim in {jwt}", 'subject_token'), subject({ aud: undefined })],
  [
    401,
    'invalid_request',
    jwt("Invalid 'kid' header in {jwt} - no matching public key", 'subject_token'),
    signedBy({ kid: 'x' }, 'subject_token'),
  ],
  [400, 'invalid_request', 'redirect_uri is missing', code({ redirect_uri: '' })],
  [400, 'invalid_request', 'redirect_uri is invalid', code({ redirect_uri: 'https://x.example' })],
  [400, 'invalid_request', 'authorization_code is missing', code({ code: '' })],
  [400, 'invalid_grant', 'authorization_code is invalid', code({ code: 'x.x' })],
  [400, 'invalid_request', 'refresh_token is missing', (server) => server.refresh('')],
  [401, 'invalid_grant', 'refresh_token is invalid', (server) => server.refresh('x.x')],
  [
    401,
    'invalid_grant',
    'refresh token refresh period has expired',
    async (server) => {
      const { body } = await server.exchange();
      server.clock.advance(3600);
      return server.refresh(body.refresh_token ?? '');
    },
  ],
  [401, 'invalid_request', 'client_id is missing', code({ client_id: '' })],
  [401, 'invalid_request', 'client_secret is missing', code({ client_secret: '' })],
  [401, 'invalid_client', 'client_id or client_secret is invalid', code({ client_secret: 'x' })],
  [
    500,
    'unknown_error',
    'An unknown error occurred processing this request. Contact us for assistance diagnosing this issue: https://digital.nhs.uk/developer/help-and-support quoting Message ID',
    async (server) => {
      jest.spyOn(server.signer, 'sign').mockRejectedValueOnce(new Error('a bug'));
      return form({})(server);
    },
  ],
];

const cases = rows.map(([status, error, description, ask, application = {}]) => ({
  status,
  error,
  description,
  ask,
  application,
}));

test.each(cases)('$status $error: $description', async ({ status, error, description, ask, application }) => {
  const answer = await ask(await aServerWithUsers(application));
  expect({ status: answer.status, body: answer.body }).toEqual({
    status,
    body: { error, error_description: description, message_id: 'gateway-request-1' },
  });
});
