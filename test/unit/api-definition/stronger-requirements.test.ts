import { anOpenApiFile, anOperation, read } from './an-openapi-file';

const url = 'https://id.example.uk';
const code = { authorizationUrl: url, tokenUrl: url, scopes: {} };
const securitySchemes = {
  code: { type: 'oauth2', flows: { authorizationCode: code } },
  implicit: { type: 'oauth2', flows: { implicit: code } },
  password: { type: 'oauth2', flows: { password: code } },
  application: { type: 'oauth2', flows: { clientCredentials: code, authorizationCode: code } },
  certificate: { type: 'mutualTLS' },
  bearer: { type: 'http', scheme: 'bearer' },
  key: { type: 'apiKey', in: 'header', name: 'apikey' },
  openId: { type: 'openIdConnect', openIdConnectUrl: `${url}/.well-known/openid-configuration` },
  basic: { type: 'http', scheme: 'basic' },
  digest: { type: 'http', scheme: 'digest' },
  queryKey: { type: 'apiKey', in: 'query', name: 'apikey' },
  cookie: { type: 'apiKey', in: 'cookie', name: 'session' },
  unheardOf: { type: 'blockchain' },
};
const withSecurity = (security: unknown, more: object = {}) =>
  read(
    anOpenApiFile({
      paths: { '/a': { get: anOperation({ security }) } },
      components: { securitySchemes },
      'x-nhsd-apim': { access: [{ title: 'One', grants: { 'app-level3': {} } }] },
      ...more,
    }),
  );
const accessOf = (security: unknown, more?: object) => withSecurity(security, more).definition.operations[0]?.access;
const anyUser = ['nhs-login-p0', 'nhs-cis2-aal1'];

test.each<[string, unknown, string[]]>([
  ['the authorisation code flow', [{ code: [] }], anyUser],
  ['the implicit flow', [{ implicit: [] }], anyUser],
  ['a password', [{ password: [] }], anyUser],
  ['the authorisation code flow with scopes of a sign-in', [{ code: ['openid', 'profile'] }], anyUser],
  ['an application or a user', [{ application: [] }], ['app-level3']],
  ['the code flow and a key at once', [{ code: [], key: [] }], anyUser],
  ['the code flow and AAL3 at once', [{ code: [], 'nhs-cis2-aal3': [] }], ['nhs-cis2-aal3']],
  ['the code flow, or a token', [{ code: [] }, { bearer: [] }], [...anyUser, 'app-level3']],
  ['OpenID Connect', [{ openId: [] }], anyUser],
  ['OpenID Connect with scopes of a sign-in', [{ openId: ['openid', 'email'] }], anyUser],
  ['a name and password, or a mode', [{ basic: [] }, { 'nhs-cis2-aal2': [] }], ['nhs-cis2-aal2']],
  ['a scope, or a mode', [{ application: ['system/*.write'] }, { 'nhs-login-p9': [] }], ['nhs-login-p9']],
  ['a certificate, or a mode', [{ certificate: [] }, { 'nhs-cis2-aal2': [] }], ['nhs-cis2-aal2']],
])('what asks for %s is not opened by less', (_, security, expected) => {
  expect(accessOf(security)).toEqual(expected);
});

test('a user’s flow is narrowed to the user modes that the extension grants', () => {
  const grants = { 'app-level3': {}, 'nhs-cis2-aal2': {} };
  const more = { 'x-nhsd-apim': { access: [{ title: 'One', grants }] } };
  expect(accessOf([{ code: [] }], more)).toEqual(['nhs-cis2-aal2']);
  expect(withSecurity([{ code: [] }], more).warnings.join('\n')).toMatch(
    /api\.json:\d+: an OAuth 2\.0 scheme whose flows sign a user in is taken as nhs-cis2-aal2; name the access mode/,
  );
});

test.each<[string, unknown]>([
  ['a scope', [{ application: ['system/*.write'] }]],
  ['a scope of a mode', [{ 'app-level3': ['patients:read'] }]],
  ['a scope that a sign-in does not have', [{ code: ['openid', 'user/*.write'] }]],
  ['a sign-in scope of an application', [{ application: ['openid'] }]],
  ['a role of a bearer token', [{ bearer: ['admin'] }]],
  ['a scope of OpenID Connect', [{ openId: ['patient/*.read'] }]],
  ['a name and password', [{ basic: [] }]],
  ['a name and password and a token at once', [{ basic: [], bearer: [] }]],
  ['only what the platform cannot check', [{ digest: [] }, { queryKey: [] }, { cookie: [] }, { unheardOf: [] }]],
  ['a certificate', [{ certificate: [] }]],
  ['a certificate and a token at once', [{ certificate: [], bearer: [] }]],
  ['scopes in each alternative', [{ application: ['a'] }, { bearer: ['b'] }]],
])('%s that no token bears is an error with file, line and fix, never a weaker mode', (_, security) => {
  expect(() => withSecurity(security)).toThrow(
    /^api\.json:\d+: the operation asks for more than the platform can hold callers to; name an access mode/,
  );
  expect(() => withSecurity(undefined, { security })).toThrow(/asks for more than the platform can hold callers to/);
});

const wellKnown = 'https://proxygen.prod.api.platform.nhs.uk/components/securitySchemes';

test.each<[string, string, object]>([
  ['a key that is a sign-in', 'app-level0', { 'app-level0': securitySchemes.openId }],
  ['a key that is a token', 'app-level0', { 'app-level0': securitySchemes.bearer }],
  ['an application that is a sign-in', 'app-level3', { 'app-level3': securitySchemes.code }],
  ['a sign-in that refers to a key', 'nhs-cis2-aal3', { 'nhs-cis2-aal3': { $ref: `${wellKnown}/app-level0` } }],
  [
    'a key that refers to a sign-in',
    'app-level0',
    { 'app-level0': { $ref: '#/components/securitySchemes/openId' }, openId: securitySchemes.openId },
  ],
])('a scheme that is %s is an error, as either may be meant', (_, name, schemes) => {
  expect(() => accessOf([{ [name]: [] }], { components: { securitySchemes: schemes } })).toThrow(
    /^api\.json:\d+: "[a-z0-9-]+" is app-level[03] and, by its (name|type), asks for more; name and declare it as/,
  );
});

test.each<[string, object, string]>([
  ['app-level0', { 'app-level0': securitySchemes.key }, 'app-level0'],
  ['app-level3', { 'app-level3': securitySchemes.application }, 'app-level3'],
  ['nhs-cis2-aal3', { 'nhs-cis2-aal3': securitySchemes.bearer }, 'nhs-cis2-aal3'],
  ['app-level0', { 'app-level0': { $ref: `${wellKnown}/nhs-login-p9` } }, 'nhs-login-p9'],
  ['app-level3', { 'app-level3': { $ref: `${wellKnown}/app-level3` } }, 'app-level3'],
])('a scheme that asks for no more than its mode is the mode %#', (name, schemes, expected) => {
  expect(accessOf([{ [name]: [] }], { components: { securitySchemes: schemes } })).toEqual([expected]);
});

test.each(['patients:write', true, 7, {}])('scopes that are %j, which is no list, are an error', (scopes) => {
  expect(() => accessOf([{ bearer: scopes }])).toThrow(/^api\.json:\d+: what "bearer" asks for is no list; write/);
  expect(accessOf([{ bearer: null }])).toEqual(['app-level3']);
});
