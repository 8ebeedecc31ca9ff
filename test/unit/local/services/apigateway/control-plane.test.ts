import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  APIGatewayClient,
  CreateApiKeyCommand,
  CreateUsagePlanKeyCommand,
  DeleteApiKeyCommand,
  DeleteUsagePlanKeyCommand,
  GetApiKeyCommand,
  GetApiKeysCommand,
  GetRestApisCommand,
  GetUsageCommand,
  GetUsagePlanKeysCommand,
  GetUsagePlansCommand,
  UpdateUsagePlanCommand,
} from '@aws-sdk/client-api-gateway';
import { ApiGatewayUsageKeys } from '../../../../../adapters/aws/api-gateway-usage-keys';
import { TestGateway } from './a-gateway';

const VALUE = 'application-1-usage-key';
let mayDo: ((action: string, arn: string) => boolean) | undefined;
const gateway = new TestGateway();
const endpoint = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://x');
  const { status, body } = await gateway.gateway.controlPlane({
    method: request.method ?? 'GET',
    path: pathname,
    query: searchParams,
    body: await text(request),
    ...(mayDo && { principalMayDo: mayDo }),
  });
  response
    .writeHead(status, { 'Content-Type': 'application/json' })
    .end(body === undefined ? '' : JSON.stringify(body));
});
let client: APIGatewayClient;
let plan = '';
let apiId = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
  client = new APIGatewayClient({
    endpoint: `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}`,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  const api = gateway.api().mapped().method('GET /alpha', { ApiKeyRequired: true });
  apiId = api.id;
  const ApiStages = [{ ApiId: api.id, Stage: api.stage }];
  plan = gateway.provision('AWS::ApiGateway::UsagePlan', {
    UsagePlanName: 'hello',
    ApiStages,
    Throttle: { RateLimit: 5, BurstLimit: 10 },
  }).ref;
  await gateway.start();
});
afterAll(async () => {
  client.destroy();
  endpoint.close();
  await gateway.stop();
});
afterEach(() => {
  mayDo = undefined;
});

const createKey = async (value?: string) =>
  (await client.send(new CreateApiKeyCommand({ name: 'app-1', enabled: true, ...(value && { value }) }))).id ?? '';
const addToPlan = (keyId: string) =>
  client.send(new CreateUsagePlanKeyCommand({ usagePlanId: plan, keyId, keyType: 'API_KEY' }));
const statusWith = async (key: string) => (await gateway.get('/base/alpha', { 'x-api-key': key })).status;

test('a key works from when it joins the plan until it leaves', async () => {
  const keyId = await createKey(VALUE);
  expect(await statusWith(VALUE)).toBe(403);
  expect(await addToPlan(keyId)).toMatchObject({ id: keyId, type: 'API_KEY', value: VALUE, name: 'app-1' });
  expect(await statusWith(VALUE)).toBe(200);
  await expect(addToPlan(keyId)).rejects.toMatchObject({ name: 'ConflictException' });
  const { items } = await client.send(new GetUsagePlanKeysCommand({ usagePlanId: plan }));
  expect(items).toMatchObject([{ id: keyId }]);
  await client.send(new DeleteUsagePlanKeyCommand({ usagePlanId: plan, keyId }));
  expect(await statusWith(VALUE)).toBe(403);
  await addToPlan(keyId);
  await client.send(new DeleteApiKeyCommand({ apiKey: keyId }));
  expect(await statusWith(VALUE)).toBe(403);
});

test('keys are listed in pages, with their values only where asked for', async () => {
  const created = await Promise.all([createKey(), createKey(), createKey()]);
  const first = await client.send(new GetApiKeysCommand({ limit: 2 }));
  const rest = await client.send(new GetApiKeysCommand({ position: first.position, includeValues: true }));
  expect([first.items?.length, rest.items?.length, rest.position]).toEqual([2, 1, undefined]);
  expect(first.items?.[0]).toMatchObject({ name: 'app-1', enabled: true, createdDate: gateway.time });
  expect(first.items?.[0]?.value).toBeUndefined();
  expect(rest.items?.[0]?.value).toMatch(/^\w{40}$/);
  for (const apiKey of created) await client.send(new DeleteApiKeyCommand({ apiKey }));
  await expect(client.send(new GetApiKeyCommand({ apiKey: created[0] }))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
});

test('two keys cannot have one value, nor a key a short one', async () => {
  const apiKey = await createKey(VALUE);
  await expect(createKey(VALUE)).rejects.toMatchObject({ name: 'ConflictException' });
  await expect(createKey('short')).rejects.toMatchObject({ name: 'BadRequestException' });
  await client.send(new DeleteApiKeyCommand({ apiKey }));
});

test('plans and APIs are listed', async () => {
  const { items } = await client.send(new GetUsagePlansCommand({}));
  expect(items).toEqual([
    expect.objectContaining({
      id: plan,
      name: 'hello',
      apiStages: [{ apiId, stage: 'live' }],
      throttle: { rateLimit: 5, burstLimit: 10 },
    }),
  ]);
  expect((await client.send(new GetRestApisCommand({}))).items).toMatchObject([{ id: apiId, name: 'Test' }]);
});

test('a patched plan takes effect, and use is reported by day with what remains', async () => {
  const keyId = await createKey(VALUE);
  await addToPlan(keyId);
  const patched = await client.send(
    new UpdateUsagePlanCommand({
      usagePlanId: plan,
      patchOperations: [
        { op: 'replace', path: '/quota/limit', value: '2' },
        { op: 'replace', path: '/quota/period', value: 'DAY' },
        { op: 'replace', path: '/throttle/rateLimit', value: '100' },
      ],
    }),
  );
  expect(patched).toMatchObject({ quota: { limit: 2, period: 'DAY' }, throttle: { rateLimit: 100, burstLimit: 10 } });
  expect([await statusWith(VALUE), await statusWith(VALUE), await statusWith(VALUE)]).toEqual([200, 200, 429]);
  const { items } = await client.send(
    new GetUsageCommand({ usagePlanId: plan, startDate: '2026-01-04', endDate: '2026-01-05' }),
  );
  expect(items).toEqual({
    [keyId]: [
      [0, 2],
      [2, 0],
    ],
  });
  await client.send(
    new UpdateUsagePlanCommand({ usagePlanId: plan, patchOperations: [{ op: 'remove', path: '/quota' }] }),
  );
  expect(await statusWith(VALUE)).toBe(200);
});

test('bad requests and what does not exist are told apart', async () => {
  const range = { startDate: '2026-01-05', endDate: '2026-01-04' };
  await expect(client.send(new GetUsageCommand({ usagePlanId: plan, ...range }))).rejects.toMatchObject({
    name: 'BadRequestException',
  });
  await expect(client.send(new GetUsagePlanKeysCommand({ usagePlanId: 'none' }))).rejects.toMatchObject({
    name: 'NotFoundException',
  });
  const patchOperations = [{ op: 'replace' as const, path: '/name', value: 'x' }];
  await expect(client.send(new UpdateUsagePlanCommand({ usagePlanId: plan, patchOperations }))).rejects.toMatchObject({
    name: 'BadRequestException',
  });
});

test('a principal does only what its policies allow', async () => {
  const asked: string[] = [];
  mayDo = (action, arn) => {
    asked.push(`${action} ${arn}`);
    return false;
  };
  await expect(createKey()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  expect(asked).toEqual(['apigateway:POST arn:aws:apigateway:eu-west-2::/apikeys']);
});

test('a key is in ten usage plans at most, and an account has 300 of them, as in AWS', async () => {
  const usageKeys = new ApiGatewayUsageKeys(client);
  const made = await usageKeys.create('application-2');
  const reference = made?.reference ?? '';
  const aPlan = (index: number) => gateway.provision('AWS::ApiGateway::UsagePlan', { UsagePlanName: `p${index}` }).ref;
  const plans = Array.from({ length: 11 }, (_, index) => aPlan(index));
  const joined = [];
  for (const each of plans) joined.push(await usageKeys.join({ reference, plan: each }));
  expect(joined).toEqual([...Array(10).fill(true), false]);
  expect(await usageKeys.join({ reference, plan: plans[0] ?? '' })).toBe(true);
  await usageKeys.leave({ reference, plan: plans[0] ?? '' });
  expect(await usageKeys.join({ reference, plan: plans[10] ?? '' })).toBe(true);
  expect(() => Array.from({ length: 300 }, (_, index) => aPlan(index + 11))).toThrow(/an account has 300 usage plans/);
});
