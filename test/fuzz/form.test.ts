import fc from 'fast-check';
import { aServerWithUsers, type ServerWithUsers } from '../unit/oauth/a-sign-in';
import { bindings } from '../unit/oauth/token-endpoint';
import { fuzz, oddText, patience } from './fuzz';

let server: ServerWithUsers;
beforeAll(async () => {
  server = await aServerWithUsers();
});

const names = [
  'grant_type',
  'client_id',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
  'code',
  'redirect_uri',
  'refresh_token',
  'subject_token',
  'subject_token_type',
  'actor_token',
  'scope',
  'audience',
  'token',
  'token_type_hint',
  'code_verifier',
  '_invalid',
  '__proto__',
  'constructor',
];
const grantTypes = [
  'client_credentials',
  'authorization_code',
  'refresh_token',
  'urn:ietf:params:oauth:grant-type:token-exchange',
];
const field = fc.tuple(
  fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: oddText }),
  fc.oneof(
    fc.constantFrom(
      ...grantTypes,
      'app-1',
      'a-secret-of-app-1',
      'https://app.example/callback',
      'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      'a.b.c',
      'e30.e30.e30',
    ),
    oddText,
  ),
);
const bodies = fc.oneof(
  fc.array(field, { maxLength: 8 }).map((fields) => new URLSearchParams(fields).toString()),
  fc
    .array(fc.oneof(fc.constantFrom('&', '=', '%', '%00', '+', ';', 'grant_type=', 'client_id=app-1'), oddText), {
      maxLength: 8,
    })
    .map((parts) => parts.join('')),
);
const mediaTypes = fc.constantFrom(
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded;charset=utf-8',
  'APPLICATION/X-WWW-FORM-URLENCODED',
  'application/json',
  'text/plain',
  '',
);

test.each(['/token', '/revoke', '/introspect', '/userinfo'])(
  '%s answers every form in words of OAuth, and gives nobody a token',
  (path) =>
    fuzz(fc.record({ body: bodies, mediaType: mediaTypes }), async ({ body, mediaType }) => {
      const headers = mediaType === '' ? {} : { 'content-type': mediaType };
      const response = await server.app.request(path, { method: 'POST', headers, body }, bindings);
      const text = await response.text();
      expect(response.status).toBeLessThan(500);
      expect(text).not.toContain('access_token');
      // RFC 6749 section 5.2: which characters an error and its description may have.
      if (response.status >= 400 && text !== '' && path !== '/userinfo') {
        const { error, error_description: description = '' } = JSON.parse(text);
        expect(error).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
        expect(description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/);
      }
      expect(server.faults).toEqual([]);
    }),
  patience,
);
