import { publishedDocument } from '../../../domain/api-definition/published-document';
import { anOpenApiFile, anOperation, read } from './an-openapi-file';

const urls = { apiUrl: 'https://api.example.uk', tokenUrl: 'https://api.example.uk/oauth2/token' };
const published = (parts: Record<string, unknown>, sandboxUrl = '') => {
  const { document, definition } = read(anOpenApiFile(parts));
  return publishedDocument({ document, definition, sandboxUrl, ...urls });
};

test('servers are those of the environment', () => {
  const sandbox = published({}, 'https://sandbox.example.uk');
  expect(sandbox.servers).toMatchObject([
    { url: 'https://api.example.uk/hello' },
    { url: 'https://sandbox.example.uk/hello' },
  ]);
  expect(published({}).servers).toMatchObject([{ url: 'https://api.example.uk/hello' }]);
  const inside = { '/a': { servers: [{ url: '/x' }], get: anOperation({ servers: [{ url: '/y' }] }) } };
  expect(JSON.stringify(published({ paths: inside }).paths)).not.toContain('servers');
});

test('security is what the gateway asks for, whatever the file calls it', () => {
  const document = published({
    security: [{ mine: [] }],
    components: { securitySchemes: { mine: { type: 'http', scheme: 'bearer' } }, schemas: { A: {} } },
    paths: {
      '/a': { get: anOperation() },
      '/open': { get: anOperation({ security: [] }) },
      '/user': { get: anOperation({ security: [{ 'nhs-login-p9': [] }, { 'app-level0': [] }] }) },
    },
  });
  expect(document).not.toHaveProperty('security');
  expect(document).toMatchObject({
    paths: {
      '/a': { get: { security: [{ 'app-level3': [] }] } },
      '/open': { get: { security: [] } },
      '/user': { get: { security: [{ 'nhs-login-p9': [] }, { 'app-level0': [] }] } },
    },
    components: { schemas: { A: {} } },
  });
  expect((document.components as { securitySchemes: unknown }).securitySchemes).toEqual({
    'app-level3': expect.objectContaining({
      type: 'oauth2',
      flows: { clientCredentials: { tokenUrl: urls.tokenUrl, scopes: {} } },
    }),
    'nhs-login-p9': expect.objectContaining({ type: 'openIdConnect' }),
    'app-level0': expect.objectContaining({ type: 'apiKey', in: 'header', name: 'apikey' }),
  });
});

test('the extension is gone, and with it what only the platform should know', () => {
  const target = {
    type: 'external',
    url: 'https://backend.internal',
    security: { type: 'mtls', secret: 'the-secret' },
  };
  const info = { title: 'Hello', version: '1', 'x-nhsd-apim': { access: [], target } };
  const text = JSON.stringify(published({ info, 'x-dip-error-format': 'fhir', 'x-spec-publication': { a: 1 } }));
  expect(text).not.toMatch(/x-nhsd-apim|backend\.internal|the-secret|x-dip/);
  expect(text).toContain('x-spec-publication');
});

test('operations that are not deployed are not documented; those that differ after # are', () => {
  const { paths } = published({
    paths: {
      '/_ping': { get: anOperation() },
      '/a': { get: anOperation(), trace: anOperation() },
      '/m#x': { post: anOperation() },
      '/m#y': { post: anOperation() },
    },
  });
  expect(Object.keys(paths as object)).toEqual(['/a', '/m#x', '/m#y']);
  expect((paths as Record<string, object>)['/a']).not.toHaveProperty('trace');
});

test('the document that was read is not changed', () => {
  const { document, definition } = read(anOpenApiFile({ 'x-nhsd-apim': { access: [] } }));
  const before = JSON.stringify(document);
  publishedDocument({ document, definition, ...urls });
  expect(JSON.stringify(document)).toBe(before);
});
