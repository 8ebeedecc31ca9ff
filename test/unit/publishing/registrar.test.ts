import { aDefinition, anApplication, subscribedTo } from '../../builders';
import { aRegistrar, properties } from './a-registration';

const other = { Api: 'other', stack: 'stack-other' };

test('a registered API is in the registry, and its document in the catalogue without what is internal', async () => {
  const { send, registry, documents } = aRegistrar();
  expect(await send('Create')).toEqual({
    physicalId: 'wards/wards/request-1',
    data: { Api: 'wards', DocumentKey: 'wards/openapi.json' },
  });
  expect(await registry.find('wards')).toEqual({
    api: 'wards',
    revision: 1,
    title: 'Wards',
    summary: '',
    searched: '',
    apiVersion: '1.2.3',
    basePath: '/wards',
    restApiId: 'abc123',
    stage: 'live',
    usagePlanId: 'plan-1',
    owner: 'stack-wards',
    publisher: { organisation: 'NHS England', thirdParty: false },
    anonymous: false,
    logRetentionHours: 2160,
    errorFormat: 'fhir',
    operations: [{ id: 'read', method: 'GET', path: '/Ward', access: ['app-level3'] }],
    requiredAttributes: [],
    delegatedAccess: false,
    sendsIdToken: false,
    monitoring: true,
    deployments: [{ at: '2026-01-05T09:00:00.000Z', version: '1.2.3' }],
    documentKey: 'wards/openapi.json',
    registeredAt: '2026-01-05T09:00:00.000Z',
    provenance: { id: 'wards/wards/request-1', properties: { ...properties(), Owner: 'stack-wards' } },
  });
  expect([...documents.texts.keys()].sort()).toEqual(['wards/openapi.json', 'wards/openapi.yaml']);
  for (const text of documents.texts.values()) {
    expect(text).toContain('https://api.example/wards');
    expect(text).not.toContain('secret-backend');
  }
});

test('what its publisher states of the service is kept, and what is no statement is refused', async () => {
  const { send, registry } = aRegistrar();
  const service = { status: 'beta', contact: { email: 'wards@example.nhs.uk' }, supportHours: '9am to 5pm' };
  await send('Create', { Service: JSON.stringify(service) });
  expect((await registry.find('wards'))?.service).toEqual(service);
  await expect(send('Update', { Service: '{"status":"live"}' })).rejects.toThrow('Service');
});

test('the same request again, as CloudFormation repeats it, leaves the same API', async () => {
  const { provide, registry } = aRegistrar();
  const creation = { RequestType: 'Create', StackId: 's', RequestId: 'r', ResourceProperties: properties() } as const;
  const first = await provide(creation);
  expect(await provide(creation)).toEqual(first);
  expect(await registry.list()).toHaveLength(1);
  expect(await registry.find('wards')).toMatchObject({ revision: 2, basePath: '/wards' });
});

test('deployments are counted once: neither what is repeated nor what is rolled back is a further one', async () => {
  const { send, provide, registry } = aRegistrar();
  const versions = async () => (await registry.find('wards'))?.deployments?.length;
  const { physicalId } = await send('Create');
  await send('Update', {}, physicalId, {});
  expect(await versions()).toBe(1);
  await send('Update', { RestApiId: 'def456' }, physicalId, {});
  expect(await versions()).toBe(2);
  const renamed = { StackId: 'stack-wards', RequestId: 'renamed', ResourceProperties: properties() };
  const taken = await provide({ ...renamed, RequestType: 'Create' });
  expect(await versions()).toBe(3);
  await provide({ ...renamed, RequestType: 'Delete', PhysicalResourceId: taken.physicalId });
  expect(await versions()).toBe(2);
});

test('deleting takes away entry, documents and base path, and deleting again changes nothing', async () => {
  const { send, registry, documents, define } = aRegistrar();
  const { physicalId } = await send('Create');
  expect(await send('Delete', {}, physicalId)).toEqual({ physicalId });
  await send('Delete', {}, physicalId);
  expect(await registry.list()).toEqual([]);
  expect(documents.texts.size).toBe(0);
  define(aDefinition({ name: 'other' }));
  await expect(send('Create', other)).resolves.toBeDefined();
});

describe('the subscribers of an API that is deployed again', () => {
  const aKey = { usageKey: 'value-1', usageKeyReference: 'key-1' };
  async function subscribed(quotas = {}) {
    const registrar = aRegistrar({}, quotas);
    const { applications, usageKeys } = registrar;
    usageKeys.plans.set('key-1', new Set());
    await applications.save(anApplication({ id: 'app-1', subscriptions: subscribedTo('wards'), ...aKey }));
    await applications.save(anApplication({ id: 'app-2', subscriptions: subscribedTo('wards') }));
    const pending = { wards: { status: 'pending', since: '2026-01-01T00:00:00Z' } } as const;
    await applications.save(anApplication({ id: 'app-3', subscriptions: pending }));
    await applications.save(anApplication({ id: 'app-4', subscriptions: subscribedTo('another') }));
    return registrar;
  }
  const members = ({ usageKeys }: Awaited<ReturnType<typeof subscribed>>, plan: string) =>
    [...usageKeys.plans].filter(([, plans]) => plans.has(plan)).map(([reference]) => reference);

  test('are counted in its new usage plan, and nobody else is', async () => {
    const registrar = await subscribed();
    const { physicalId } = await registrar.send('Create');
    await registrar.send('Delete', {}, physicalId);
    await registrar.send('Create', { UsagePlanId: 'plan-2', RestApiId: 'def456' });
    const second = await registrar.applications.find('app-2');
    expect(members(registrar, 'plan-2').sort()).toEqual(['key-1', second?.usageKeyReference].sort());
    expect((await registrar.applications.find('app-3'))?.usageKey).toBeUndefined();
  });

  test('are counted in the plan that replaces one, before callers find it', async () => {
    const registrar = await subscribed();
    await registrar.send('Create');
    await registrar.send('Update', { UsagePlanId: 'plan-2' });
    expect(members(registrar, 'plan-2')).toHaveLength(2);
  });

  test('are nobody’s of another organisation that takes the name once it is free', async () => {
    const registrar = await subscribed();
    const { applications, send } = registrar;
    const withdrawn = { wards: { status: 'revoked', by: 'platform', since: '2026-01-01T00:00:00Z' } } as const;
    await applications.save(anApplication({ id: 'app-5', subscriptions: withdrawn }));
    await applications.save(anApplication({ id: 'producer', producerOf: ['wards', 'beds'] }));
    const { physicalId } = await send('Create');
    await send('Delete', {}, physicalId);
    const publisher = { organisation: 'Example Trust', thirdParty: false };
    await send('Create', { UsagePlanId: 'plan-2', Owner: 'stack-2', Publisher: JSON.stringify(publisher) });
    expect(members(registrar, 'plan-2')).toEqual([]);
    for (const id of ['app-1', 'app-2', 'app-3']) expect((await applications.find(id))?.subscriptions).toEqual({});
    // What the platform withdrew is not the publisher's to forget.
    expect((await applications.find('app-5'))?.subscriptions).toEqual(withdrawn);
    expect((await applications.find('app-4'))?.subscriptions).toHaveProperty('another');
    expect((await applications.find('producer'))?.producerOf).toEqual(['beds']);
  });

  test('are left alone where the plan is the same', async () => {
    const registrar = await subscribed();
    await registrar.send('Create');
    registrar.usageKeys.plans.clear();
    await registrar.send('Update');
    expect(members(registrar, 'plan-1')).toEqual([]);
  });

  test('cannot be locked out silently: where API Gateway holds no more keys, the deployment says which quota', async () => {
    const registrar = await subscribed({ keys: 1 });
    await expect(registrar.send('Create')).rejects.toThrow(/quota "API keys" or "Usage plans per API key" raised/);
    expect(await registrar.registry.find('wards')).toBeUndefined();
  });
});

test('another stack can neither take nor delete an API', async () => {
  const { send, registry, documents } = aRegistrar();
  const { physicalId } = await send('Create');
  await expect(send('Create', { stack: 'stack-thief' })).rejects.toThrow('belongs to an API of another stack');
  await expect(send('Create', { stack: 'stack-thief', Owner: 'stack-wards' })).rejects.toThrow('another stack');
  await send('Delete', { stack: 'stack-thief', Owner: 'stack-wards' }, physicalId);
  expect(await registry.find('wards')).toMatchObject({ owner: 'stack-wards', revision: 1 });
  expect(documents.texts.size).toBe(2);
});

test('a base path has one API, also when two ask at the same time', async () => {
  const { send, registry, define } = aRegistrar();
  await send('Create');
  define(aDefinition({ name: 'other' }));
  await expect(send('Create', other)).rejects.toThrow('The base path /wards is taken by the API "wards"');
  await send('Delete', other);
  await expect(send('Create', other)).rejects.toThrow('taken');

  await registry.claimBasePath({ basePath: '/racing', api: 'faster', owner: 'stack-faster' });
  define(aDefinition({ name: 'other', basePath: '/racing' }));
  await expect(send('Create', { ...other, BasePath: '/racing' })).rejects.toThrow('taken by the API "faster"');
  expect(await registry.find('other')).toBeUndefined();
});

test('a base path below or beside that of another API is free', async () => {
  const { send, define } = aRegistrar();
  await send('Create');
  for (const basePath of ['/wards/FHIR/R4', '/wardsmen']) {
    define(aDefinition({ name: 'other', basePath }));
    await expect(send('Update', { ...other, BasePath: basePath })).resolves.toBeDefined();
  }
});

test('an API that moves keeps its old base path until CloudFormation deletes the old resource', async () => {
  const { send, registry, define } = aRegistrar();
  const { physicalId } = await send('Create');
  define(aDefinition({ basePath: '/moved' }));
  const moved = await send('Update', { BasePath: '/moved' }, physicalId, {});
  expect(moved.physicalId).not.toBe(physicalId);
  const taking = { basePath: '/wards', api: 'other', owner: 'stack-other' };
  expect(await registry.claimBasePath(taking)).toMatchObject({ api: 'wards' });
  await send('Delete', {}, physicalId);
  expect(await registry.find('wards')).toMatchObject({ basePath: '/moved' });
  expect(await registry.claimBasePath(taking)).toEqual(taking);
});

test('a refused update changes nothing', async () => {
  const { send, registry, documents } = aRegistrar();
  await send('Create');
  const before = [await registry.list(), [...documents.texts]];
  await expect(send('Update', { TargetUrl: 'http://backend.example' })).rejects.toThrow('must be an https URL');
  expect([await registry.list(), [...documents.texts]]).toEqual(before);
});

describe('CloudFormation creates before it deletes, and deletes what failed', () => {
  const running = async () => {
    const registrar = aRegistrar();
    const { physicalId } = await registrar.send('Create');
    const stands = async () => {
      expect(await registrar.registry.find('wards')).toMatchObject({ basePath: '/wards', restApiId: 'abc123' });
      expect(registrar.documents.texts.size).toBe(2);
      expect(registrar.documents.texts.get('wards/openapi.json')).toContain('https://api.example/wards');
      const taking = { basePath: '/wards', api: 'thief', owner: 'stack-thief' };
      expect(await registrar.registry.claimBasePath(taking)).toMatchObject({ api: 'wards' });
    };
    return { ...registrar, old: physicalId, stands };
  };

  test('a refused creation under another logical id, rolled back, leaves the API that runs', async () => {
    const { send, stands } = await running();
    await expect(send('Create', { TargetUrl: 'http://backend.example' })).rejects.toThrow('must be an https URL');
    await send('Delete', { TargetUrl: 'http://backend.example' }, 'request-2');
    await stands();
  });

  test.each(['', 'wards/wards', 'wards/wards/request-9', 'request-1'])(
    'a deletion under an id that made nothing (%j) leaves the API that runs',
    async (id) => {
      const { send, stands } = await running();
      await send('Delete', {}, id);
      await stands();
    },
  );

  test('a renamed construct takes the API over, and the deletion of the old one leaves it', async () => {
    const { send, registry, old, stands } = await running();
    const renamed = await send('Create', { RestApiId: 'new123' });
    // The base path leads to the old REST API for a while yet.
    expect(await registry.find('wards')).toMatchObject({ restApiId: 'new123', formerRestApiId: 'abc123' });
    await send('Delete', {}, old);
    expect(await registry.find('wards')).toMatchObject({ restApiId: 'new123' });
    expect(await registry.find('wards')).not.toHaveProperty('formerRestApiId');
    await send('Delete', { RestApiId: 'new123' }, renamed.physicalId);
    expect(await registry.list()).toEqual([]);
    await expect(send('Create')).resolves.toBeDefined();
    await stands();
  });

  test('a rename that is rolled back after it had registered gives the API back as it was', async () => {
    const { send, registry, define, old, stands } = await running();
    define(aDefinition({ title: 'New wards' }));
    const renamed = await send('Create', { RestApiId: 'new123' });
    define(aDefinition());
    await send('Delete', { RestApiId: 'new123' }, renamed.physicalId);
    await stands();
    expect(await registry.find('wards')).toMatchObject({ title: 'Wards' });
    await send('Delete', {}, old);
    expect(await registry.list()).toEqual([]);
  });

  test('a rename to another base path that is rolled back gives the new path free', async () => {
    const { send, registry, define, stands } = await running();
    define(aDefinition({ basePath: '/moved' }));
    const moved = await send('Create', { BasePath: '/moved' });
    define(aDefinition());
    await send('Delete', { BasePath: '/moved' }, moved.physicalId);
    await stands();
    const taking = { basePath: '/moved', api: 'other', owner: 'stack-other' };
    expect(await registry.claimBasePath(taking)).toEqual(taking);
  });

  test('an update that is rolled back keeps its id, or gets back what it replaced', async () => {
    const { send, define, old, stands } = await running();
    const changed = await send('Update', { RestApiId: 'new123' }, old, {});
    expect(changed.physicalId).toBe(old);
    await send('Update', {}, old, { RestApiId: 'new123' });
    await stands();
    define(aDefinition({ basePath: '/moved' }));
    const moved = await send('Update', { BasePath: '/moved' }, old, {});
    define(aDefinition());
    const back = await send('Update', {}, moved.physicalId, { BasePath: '/moved' });
    await send('Delete', { BasePath: '/moved' }, moved.physicalId);
    await stands();
    await send('Delete', {}, back.physicalId);
  });

  test('a creation that fails when its documents are written holds no base path', async () => {
    const { send, registry, documents } = aRegistrar();
    documents.publish = () => Promise.reject(new Error('no bucket'));
    await expect(send('Create')).rejects.toThrow('no bucket');
    const taking = { basePath: '/wards', api: 'other', owner: 'stack-other' };
    expect(await registry.claimBasePath(taking)).toEqual(taking);
  });

  test('after a deletion is deployed again, the late deletion of an older resource changes nothing', async () => {
    const { send, old, stands } = await running();
    await send('Delete', {}, old);
    await send('Create');
    await send('Delete', {}, old);
    await stands();
  });
});

test('what was never a registration can still be deleted', async () => {
  const { provide } = aRegistrar();
  const deletion = {
    RequestType: 'Delete',
    StackId: 's',
    RequestId: 'r',
    PhysicalResourceId: 'failed-1',
    ResourceProperties: {},
  } as const;
  expect(await provide(deletion)).toEqual({ physicalId: 'failed-1' });
});

test.each([
  [{ RestApiId: '' }, 'RestApiId'],
  [{ Publisher: 'nobody' }, 'Publisher'],
  [{ Publisher: '{"thirdParty":false}' }, 'organisation'],
  [{ GoLive: '{"approvedBy":"x"}' }, 'GoLive'],
  [{ Anonymous: 'perhaps' }, 'Anonymous'],
  [{ Anonymus: 'true' }, 'Anonymus'],
  [{ Publisher: '{"organisation":"A","thirdParty":true,"controller":"A"}' }, 'controller'],
  [{ GoLive: '{"approvedBy":"x","approvedOn":"2026-01-05","record":"r","expires":"never"}' }, 'expires'],
])('a malformed registration %j is refused by field', async (overrides, field) => {
  await expect(aRegistrar().send('Create', overrides)).rejects.toThrow(field);
});
