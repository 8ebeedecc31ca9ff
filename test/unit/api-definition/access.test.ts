import type { AccessMode } from '../../../domain/credentials/access-mode';
import { anOpenApiFile, anOperation, read } from './an-openapi-file';

const schemes = {
  oauth: { type: 'oauth2', flows: {} },
  bearer: { type: 'http', scheme: 'Bearer' },
  key: { type: 'apiKey', in: 'header', name: 'apikey' },
  otherKey: { type: 'apiKey', in: 'query', name: 'apikey' },
  basic: { type: 'http', scheme: 'basic' },
  renamed: { $ref: 'https://proxygen.prod.api.platform.nhs.uk/components/securitySchemes/nhs-cis2-aal1' },
};
const extension = (...grants: string[]) => ({
  'x-nhsd-apim': { access: grants.map((grant) => ({ title: grant, grants: { [grant]: [] } })) },
});

const readWith = (operation: unknown, root: object = {}) => {
  const { definition, warnings } = read(
    anOpenApiFile({
      paths: { '/hello': { get: anOperation(operation === undefined ? {} : { security: operation }) } },
      components: { securitySchemes: schemes },
      ...root,
    }),
  );
  return { access: definition.operations[0]?.access, warnings };
};

const recognised: [unknown, AccessMode[]][] = [
  [[{ oauth: [] }], ['app-level3']],
  [[{ bearer: [] }], ['app-level3']],
  [[{ key: [] }], ['app-level0']],
  [
    [{ key: [] }, { bearer: [] }, { oauth: [] }],
    ['app-level0', 'app-level3'],
  ],
  [[{ 'nhs-login-p9': [] }], ['nhs-login-p9']],
  [[{ app_level3: [] }], ['app-level3']],
  [[{ renamed: [] }], ['nhs-cis2-aal1']],
  [[{ key: [], 'nhs-cis2-aal3': [] }], ['nhs-cis2-aal3']],
  [[{ basic: [] }, { key: [] }], ['app-level0']],
  [[{ basic: [], key: [] }, { bearer: [] }], ['app-level3']],
];

test.each(recognised)('security %j asks for %j', (security, expected) => {
  expect(readWith(security).access).toEqual(expected);
});

test('an explicit empty list on the operation opens it, silently', () => {
  expect(readWith([], extension('app-level3'))).toEqual({ access: [], warnings: [] });
});

const neverOpen: [string, unknown, object][] = [
  ['no security at all', undefined, {}],
  ['an empty list at the root', undefined, { security: [] }],
  ['only an empty alternative', [{}], {}],
  ['an extension with open access and no security', undefined, { 'x-nhsd-apim': { access: [] } }],
];

test.each(neverOpen)('%s is restricted to signed JWT, with a warning', (_, security, root) => {
  const { access, warnings } = readWith(security, root);
  expect(access).toEqual(['app-level3']);
  expect(warnings).toContainEqual(
    expect.stringMatching(/^api\.json:\d+: no usable security for GET \/hello: taken as/),
  );
});

test('an empty alternative does not make the others optional', () => {
  const { access, warnings } = readWith([{ key: [] }, {}]);
  expect(access).toEqual(['app-level0']);
  expect(warnings).toEqual([expect.stringContaining('an empty security requirement does not open an operation')]);
});

test("an operation without security under the extension takes what the API's products grant", () => {
  expect(readWith(undefined, extension('nhs-login-p9', 'app-level3')).access).toEqual(['nhs-login-p9', 'app-level3']);
});

test("the operation's security overrules the root's", () => {
  expect(readWith([{ key: [] }], { security: [{ bearer: [] }] }).access).toEqual(['app-level0']);
  expect(readWith(undefined, { security: [{ bearer: [] }] })).toEqual({ access: ['app-level3'], warnings: [] });
});
