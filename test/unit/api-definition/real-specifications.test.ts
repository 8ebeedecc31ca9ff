import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { apiDefinition } from '../../../domain/api-definition/api-definition';
import { planRoutes } from '../../../domain/api-definition/plan-routes';
import { publishedDocument } from '../../../domain/api-definition/published-document';
import { type ReadApiDefinition, readApiDefinition } from '../../../lib/specification-files/read-api-definition';

const folder = process.env.DIP_SPECS ?? join(__dirname, '../../../../shared/specs');
const present = existsSync(folder);
if (!present) console.log(`skipped: ${folder} is absent, so the producers' real OpenAPI files are not read`);

const facts = [
  { file: 'bars.yaml', basePath: '/booking-and-referral/FHIR/R4', operations: 35, errorFormat: 'fhir' },
  { file: 'eligibility.yaml', basePath: '/eligibility-signposting-api', operations: 1, errorFormat: 'fhir' },
  { file: 'eps-legacy.yaml', basePath: '/electronic-prescriptions', operations: 5, errorFormat: 'fhir' },
  { file: 'eps-prescribing.yaml', basePath: '/fhir-prescribing', operations: 5, errorFormat: 'fhir' },
  { file: 'ers.yaml', basePath: '/referrals/FHIR', operations: 40, errorFormat: 'fhir' },
  { file: 'healthcare-worker.yaml', basePath: '/healthcare-worker-api', operations: 1, errorFormat: 'problem' },
  { file: 'hello-world.yaml', basePath: '/hello-world', operations: 3, errorFormat: 'problem' },
  { file: 'pds.yaml', basePath: '/personal-demographics/FHIR/R4', operations: 7, errorFormat: 'fhir' },
  {
    file: 'prescriptions-for-patients.yaml',
    basePath: '/prescriptions-for-patients',
    operations: 1,
    errorFormat: 'fhir',
  },
];

const known = new Map<string, ReadApiDefinition>();
function read(file: string): ReadApiDefinition {
  const result = known.get(file) ?? readApiDefinition({ file: join(folder, file) });
  known.set(file, result);
  return result;
}
const accessIn = (file: string) =>
  Object.fromEntries(
    read(file).definition.operations.map(({ method, path, access }) => [`${method} ${path}`, access.join(' ')]),
  );
const routesIn = (file: string) => planRoutes(read(file).definition).map(({ method, path }) => `${method} ${path}`);

(present ? describe : describe.skip)('the real files of producers', () => {
  test('are all known here', () => {
    expect(readdirSync(folder).sort()).toEqual(facts.map(({ file }) => file));
  });

  test.each(facts)('$file is read as $basePath', ({ file, basePath, operations, errorFormat }) => {
    const { definition } = read(file);
    expect({ ...definition, operations: definition.operations.length }).toMatchObject({
      basePath,
      operations,
      errorFormat,
    });
    expect(apiDefinition.parse(JSON.parse(JSON.stringify(definition)))).toMatchObject({ basePath });
    expect(definition.operations.filter(({ access }) => access.length === 0)).toEqual([]);
  });

  test.each(facts)('$file is published without its extension or a reference that leads out of it', ({ file }) => {
    const { definition, document } = read(file);
    const urls = { apiUrl: 'https://api.example.uk', tokenUrl: 'https://api.example.uk/oauth2/token' };
    const text = JSON.stringify(publishedDocument({ document, definition, ...urls }));
    expect(text).not.toContain('x-nhsd-apim"');
    expect(text).not.toMatch(/"\$ref":"[^#]/);
  });

  test('each operation takes the access that its file gives', () => {
    expect(accessIn('hello-world.yaml')).toEqual({
      'GET /hello/world': 'app-level0',
      'GET /hello/application': 'app-level0 app-level3',
      'GET /hello/user': 'nhs-login-p0 nhs-cis2-aal3',
    });
    expect(accessIn('eligibility.yaml')).toEqual({ 'GET /patient-check/{id}': 'nhs-login-p9 app-level3' });
    expect(accessIn('eps-prescribing.yaml')).toMatchObject({
      'GET /metadata': 'app-level0',
      'POST /FHIR/R4/$process-message': 'nhs-cis2-aal3',
    });
    expect(accessIn('prescriptions-for-patients.yaml')).toEqual({ 'GET /Bundle': 'nhs-login-p9' });
    for (const file of ['pds.yaml', 'ers.yaml', 'bars.yaml', 'eps-legacy.yaml', 'healthcare-worker.yaml']) {
      expect(new Set(Object.values(accessIn(file)))).toEqual(new Set(['app-level3']));
    }
  });

  test('what the extension says is carried over', () => {
    expect(read('eps-prescribing.yaml').definition).toMatchObject({
      target: {
        type: 'external',
        url: 'https://prescribe-dispense.dev.eps.national.nhs.uk',
        healthcheck: '/_status',
        security: { type: 'mtls', secret: 'fhir-facade-mtls-1' },
      },
      rateLimits: { proxy: { limit: 20000, timeunit: 'minute' }, application: { limit: 20000, timeunit: 'minute' } },
      identityHeaders: [
        { name: 'cis2-uuid', header: 'nhsd-identity-uuid' },
        { name: 'cis2-urid', header: 'nhsd-session-urid' },
      ],
    });
    expect(read('eligibility.yaml').definition).toMatchObject({
      rateLimits: {},
      target: { type: 'hosted' },
    });
    expect(read('prescriptions-for-patients.yaml').definition.delegatedAccess).toBe(true);
    expect(read('healthcare-worker.yaml').definition.target).toEqual({
      type: 'external',
      healthcheck: '/',
      security: { type: 'apikey', header: 'X-API-Key', secret: 'example-apikey-secret-name' },
    });
  });

  test('EPS paths with $ go through a parameter, and those that differ after # are one operation', () => {
    expect(routesIn('eps-prescribing.yaml')).toEqual(['POST /FHIR/R4/{operation}', 'GET /metadata']);
    expect(routesIn('eps-legacy.yaml').sort()).toEqual([
      'POST /FHIR/R4/Claim',
      'POST /FHIR/R4/Task',
      'POST /FHIR/R4/Task/{operation}',
      'POST /FHIR/R4/{operation}',
    ]);
    const [message] = read('eps-legacy.yaml').definition.operations.filter(({ path }) =>
      path.endsWith('$process-message'),
    );
    const names = message?.requestBody?.content[0]?.examples.map(({ name }) => name) ?? [];
    expect(names.length).toBeGreaterThan(5);
    expect(new Set(names).size).toBe(names.length);
  });

  test('e-RS and PDS fit in API Gateway, $-paths beside parameters', () => {
    expect(new Set(read('ers.yaml').definition.operations.map(({ path }) => path)).size).toBe(38);
    expect(routesIn('ers.yaml')).toEqual(
      expect.arrayContaining([
        'GET /STU3/ReferralRequest/{ubrn}',
        'POST /STU3/ReferralRequest/{ubrn}',
        'POST /STU3/ReferralRequest/{ubrn}/{operation}',
        'HEAD /R4/HealthcareService/{id}',
      ]),
    );
    expect(routesIn('pds.yaml')).toContain('GET /Patient/{id}/RelatedPerson');
  });

  test('what is let pass is told with file and line', () => {
    expect(read('healthcare-worker.yaml').warnings).toEqual([
      expect.stringMatching(/healthcare-worker\.yaml:259: target url is empty; /),
      expect.stringMatching(/healthcare-worker\.yaml:108: servers\[0\]\.url gives no base path, /),
    ]);
    expect(read('hello-world.yaml').warnings).toEqual([
      expect.stringMatching(/:242: \$ref "components\/docker_image/),
      expect.stringMatching(/:240: x-nhsd-apim\.target\.containers is not known and has no effect; remove it$/),
      expect.stringMatching(/:238: x-nhsd-apim\.target: the platform runs no containers; run them elsewhere/),
      expect.stringMatching(/:228: x-nhsd-apim\.access: applications subscribe to an API and not to one of its/),
    ]);
    expect(read('pds.yaml').warnings[0]).toMatch(/no usable security|leads nowhere/);
  });
});
