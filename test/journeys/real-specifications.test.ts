import { randomUUID } from 'node:crypto';
import { describeWithRealSpecifications, type Platform, realSpecifications, startPlatform } from './platform';
import { type RecordingBackend, recordingBackend } from './recording-backend';
import { applicationToken, bearer, userToken } from './sign-in';

/** One operation of each real file: how it is called, who may call it and where it must arrive. */
const operations = [
  {
    api: 'bars',
    method: 'GET',
    path: '/booking-and-referral/FHIR/R4/metadata',
    caller: 'application',
    arrives: '/metadata',
  },
  {
    api: 'bars',
    method: 'POST',
    path: '/booking-and-referral/FHIR/R4/$process-message',
    caller: 'application',
    arrives: '/$process-message',
  },
  {
    api: 'bars',
    method: 'GET',
    path: '/booking-and-referral/FHIR/R4/Endpoint/$template',
    caller: 'application',
    arrives: '/Endpoint/$template',
  },
  {
    api: 'eligibility',
    method: 'GET',
    path: '/eligibility-signposting-api/patient-check/9000000009',
    caller: 'application',
    arrives: '/patient-check/9000000009',
  },
  {
    api: 'eps-legacy',
    method: 'POST',
    path: '/electronic-prescriptions/FHIR/R4/$prepare',
    caller: 'application',
    arrives: '/FHIR/R4/$prepare',
  },
  {
    api: 'eps-legacy',
    method: 'POST',
    path: '/electronic-prescriptions/FHIR/R4/Task/$release',
    caller: 'application',
    arrives: '/FHIR/R4/Task/$release',
  },
  {
    api: 'eps-legacy',
    method: 'POST',
    path: '/electronic-prescriptions/FHIR/R4/$process-message',
    caller: 'application',
    arrives: '/FHIR/R4/$process-message',
  },
  {
    api: 'eps-legacy',
    method: 'POST',
    path: '/electronic-prescriptions/FHIR/R4/Task',
    caller: 'application',
    arrives: '/FHIR/R4/Task',
  },
  {
    api: 'eps-prescribing',
    method: 'POST',
    path: '/fhir-prescribing/FHIR/R4/$process-message',
    caller: 'healthcare worker',
    arrives: '/FHIR/R4/$process-message',
  },
  {
    api: 'eps-prescribing',
    method: 'POST',
    path: '/fhir-prescribing/FHIR/R4/$convert',
    caller: 'healthcare worker',
    arrives: '/FHIR/R4/$convert',
  },
  {
    api: 'ers',
    method: 'GET',
    path: '/referrals/FHIR/STU3/ReferralRequest/000012345678',
    caller: 'application',
    arrives: '/STU3/ReferralRequest/000012345678',
  },
  {
    api: 'ers',
    method: 'POST',
    path: '/referrals/FHIR/STU3/ReferralRequest/$ers.fetchworklist',
    caller: 'application',
    arrives: '/STU3/ReferralRequest/$ers.fetchworklist',
  },
  {
    api: 'ers',
    method: 'POST',
    path: '/referrals/FHIR/STU3/ReferralRequest/000012345678/$ers.generateCRI',
    caller: 'application',
    arrives: '/STU3/ReferralRequest/000012345678/$ers.generateCRI',
  },
  {
    api: 'ers',
    method: 'GET',
    path: '/referrals/FHIR/STU3/ReferralRequest/000012345678/_history/5',
    caller: 'application',
    arrives: '/STU3/ReferralRequest/000012345678/_history/5',
  },
  {
    api: 'healthcare-worker',
    method: 'GET',
    path: '/healthcare-worker-api/Worker?identifier=1',
    caller: 'application',
    arrives: '/Worker?identifier=1',
  },
  {
    api: 'hello-world',
    method: 'GET',
    path: '/hello-world/hello/application',
    caller: 'key',
    arrives: '/hello/application',
  },
  { api: 'hello-world', method: 'GET', path: '/hello-world/hello/user', caller: 'patient', arrives: '/hello/user' },
  {
    api: 'pds',
    method: 'GET',
    path: '/personal-demographics/FHIR/R4/Patient/9000000009',
    caller: 'application',
    arrives: '/Patient/9000000009',
  },
  {
    api: 'pds',
    method: 'GET',
    path: '/personal-demographics/FHIR/R4/Patient/9000000009/RelatedPerson',
    caller: 'application',
    arrives: '/Patient/9000000009/RelatedPerson',
  },
  {
    api: 'pds',
    method: 'GET',
    path: '/personal-demographics/FHIR/R4/Patient?family=Smith&birthdate=eq1990-01-01&birthdate=le2000-01-01',
    caller: 'application',
    arrives: '/Patient?family=Smith&birthdate=eq1990-01-01&birthdate=le2000-01-01',
  },
  {
    api: 'prescriptions-for-patients',
    method: 'GET',
    path: '/prescriptions-for-patients/Bundle',
    caller: 'patient',
    arrives: '/Bundle',
  },
] as const;

const basePaths = [
  '/booking-and-referral/FHIR/R4',
  '/eligibility-signposting-api',
  '/electronic-prescriptions',
  '/fhir-prescribing',
  '/referrals/FHIR',
  '/healthcare-worker-api',
  '/hello-world',
  '/personal-demographics/FHIR/R4',
  '/prescriptions-for-patients',
];

describeWithRealSpecifications('nine real OpenAPI files are published as they are', () => {
  let platform: Platform;
  let backend: RecordingBackend;
  const credentials: Record<string, Record<string, string>> = {};

  beforeAll(async () => {
    backend = await recordingBackend();
    platform = await startPlatform({ specs: realSpecifications, backend: backend.url });
    const application = platform.application();
    credentials.key = { apikey: application.apiKey };
    credentials.application = bearer(await applicationToken(application));
    credentials['healthcare worker'] = bearer(await userToken(platform, 'cis2', '656005750104'));
    credentials.patient = bearer(await userToken(platform, 'nhs-login', '9912003071'));
  });
  afterAll(async () => {
    await platform?.stop();
    backend?.close();
  });

  test.each(basePaths)('%s answers _ping, and 404 for what it does not declare', async (basePath) => {
    expect((await fetch(`${platform.api}${basePath}/_ping`)).status).toBe(200);
    const before = backend.requests.length;
    const undeclared = await fetch(`${platform.api}${basePath}/no/such/operation`, {
      headers: credentials.application ?? {},
    });
    expect(undeclared.status).toBe(404);
    expect(backend.requests).toHaveLength(before);
  });

  test.each(operations)(
    '$api: $method $path reaches the backend for a $caller',
    async ({ method, path, caller, arrives }) => {
      const without = await fetch(`${platform.api}${path}`, { method });
      expect(without.status).toBe(401);

      const body = method === 'POST' ? { body: '{}' } : {};
      const headers = { ...credentials[caller], 'content-type': 'application/fhir+json' };
      const response = await fetch(`${platform.api}${path}`, { method, headers, ...body });
      expect({ status: response.status, arrived: backend.last() }).toEqual({
        status: 200,
        arrived: expect.objectContaining({ method, url: arrives }),
      });
    },
  );

  test('a FHIR API words its refusal as an OperationOutcome', async () => {
    const response = await fetch(`${platform.api}/personal-demographics/FHIR/R4/Patient/9000000009`);
    expect(response.headers.get('content-type')).toContain('application/fhir+json');
    expect(await response.json()).toEqual(expect.objectContaining({ resourceType: 'OperationOutcome' }));
  });

  test('a backend never sees the credential that the platform checked, nor an identity the caller made up', async () => {
    await fetch(`${platform.api}/prescriptions-for-patients/Bundle`, {
      headers: { ...credentials.patient, 'nhsd-nhslogin-user': 'P9:1234567890' },
    });
    const headers = backend.last()?.headers ?? {};
    expect(headers).not.toHaveProperty('authorization');
    expect(headers['nhsd-nhslogin-user']).not.toContain('1234567890');
  });

  test("the shipped example backend answers a call as the file's example does", async () => {
    const url = `${platform.sandbox}/personal-demographics/FHIR/R4/Patient/9000000009`;
    const response = await fetch(url, { headers: { 'x-request-id': randomUUID() } });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(expect.objectContaining({ resourceType: 'Patient' }));
  });
});
