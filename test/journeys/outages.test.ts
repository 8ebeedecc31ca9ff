import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Platform, startPlatform, testOnThisMachine } from './platform';
import { exchangeForm, signedInWith, signedRequest } from './sign-in';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform?.stop());
afterEach(() => platform.control('/_dip/faults', undefined, 'DELETE'));

const ask = (form: Record<string, string>) => signedRequest(platform, form);
const applicationToken = () => ask({ grant_type: 'client_credentials' });
const fault = (service: string, resource?: string) =>
  platform.control('/_dip/faults', { service, ...(resource && { resource }) });
const faultsEnd = () => platform.control('/_dip/faults', undefined, 'DELETE');

async function expectUnavailable(response: Response): Promise<void> {
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('x-request-id')).toBeTruthy();
  expect(await response.json()).toEqual({
    error: 'temporarily_unavailable',
    error_description: 'The service is temporarily unavailable',
    message_id: expect.stringMatching(/./),
  });
}

// First, before the platform has read the provider's keys for another reason.
testOnThisMachine('an identity provider whose keys cannot be read is a 503 that ends with its outage', async () => {
  const idToken = await signedInWith(platform, 'nhs-login', '9912003071');
  await fault('lambda', 'MockIdentityProvider');
  await expectUnavailable(await ask(exchangeForm(idToken)));
  await faultsEnd();
  // Its keys are asked for twice a minute at most.
  await platform.control('/_dip/clock', { advance: 'PT31S' });
  expect((await ask(exchangeForm(idToken))).status).toBe(200);
});

testOnThisMachine('KMS down is a 503 that ends with its outage', async () => {
  await fault('kms');
  await expectUnavailable(await applicationToken());
  await faultsEnd();
  expect((await applicationToken()).status).toBe(200);
});

testOnThisMachine('DynamoDB down is a 503 that ends with its outage', async () => {
  await fault('dynamodb');
  await expectUnavailable(await applicationToken());
  await faultsEnd();
  expect((await applicationToken()).status).toBe(200);
});

testOnThisMachine('nobody is refused because requests cannot be counted', async () => {
  // Of who proved itself only that is counted.
  await platform.control('/_dip/faults', { service: 'dynamodb', resource: 'attempts', times: 1 });
  expect((await applicationToken()).status).toBe(200);
  expect(await (await platform.control('/_dip/faults')).json()).toEqual([]);
});

testOnThisMachine('a refresh that fails half-way leaves the application with the refresh token it has', async () => {
  const idToken = await signedInWith(platform, 'nhs-login', '9912003071');
  const { refresh_token } = (await (await ask(exchangeForm(idToken))).json()) as { refresh_token: string };
  const refresh = () => ask({ grant_type: 'refresh_token', refresh_token });
  for (const [service, resource] of [['kms'], ['dynamodb', 'grants']] as const) {
    await fault(service, resource);
    await expectUnavailable(await refresh());
    await faultsEnd();
  }
  expect((await refresh()).status).toBe(200);
});

describe('_status of the authorisation server', () => {
  const monitoringKey = () => {
    const files = readdirSync(platform.state, { recursive: true, encoding: 'utf8' });
    const file = files.find((name) => /MonitoringKey.*\.json$/.test(name)) ?? '';
    return String(JSON.parse(readFileSync(join(platform.state, file), 'utf8')).value);
  };
  const status = () => fetch(`${platform.api}/oauth2/_status`, { headers: { apikey: monitoringKey() } });

  test('opens to nobody without the monitoring key', async () => {
    const response = await fetch(`${platform.api}/oauth2/_status`);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: 'Access Denied' });
  });

  testOnThisMachine('warns while an identity provider is down, and fails while KMS is', async () => {
    expect(await (await status()).json()).toMatchObject({ status: 'pass' });
    await fault('lambda', 'MockIdentityProvider');
    expect(await (await status()).json()).toMatchObject({ status: 'warn', checks: { 'nhs-cis2': { status: 'fail' } } });
    await faultsEnd();
    await fault('kms');
    expect(await (await status()).json()).toMatchObject({
      status: 'fail',
      checks: { 'signing-key': { status: 'fail' } },
    });
  });
});
