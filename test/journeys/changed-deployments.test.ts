import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { CfnApiMapping } from 'aws-cdk-lib/aws-apigatewayv2';
import { DynamoRegistryStore } from '../../adapters/aws/dynamo-registry-store';
import { helloWorld } from '../../apis/hello-world/api';
import type { RegistryEntry } from '../../domain/publishing/registry-entry';
import { localEnvironment } from '../../lib/config/local-environment';
import { ApiProxy, Platform } from '../../lib/constructs/api-proxy';
import { type AssemblyStack, readCloudAssembly } from '../../local/cloud/assembly/cloud-assembly';
import type { EmbeddedCloud } from '../../local/start/embedded-cloud';
import { run } from '../../local/start/run';
import { platformTables } from '../../local/start/seed/platform-tables';
import { synthesise } from '../../local/start/synthesise';
import { freePorts } from '../free-ports';
import { type DemoApplication, projectRoot } from './platform';
import { applicationToken, bearer } from './sign-in';

const api = 'local-Api-hello-world';
const { file, ...publication } = helloWorld;
const state = mkdtempSync(join(tmpdir(), 'dip-journey-'));
const { signal } = new AbortController();
let firstPort: number;
let cloud: EmbeddedCloud;
let demo: DemoApplication;
/** Every stack of the environment but the API's. */
let others: readonly AssemblyStack[];

beforeAll(async () => {
  firstPort = await freePorts();
  const said = { show: () => undefined, say: () => undefined, warn: () => undefined };
  const request = { projectFolder: projectRoot, folder: state, firstPort, signal, fresh: false, ...said };
  cloud = await run(request);
  const { assembly } = await synthesise(request);
  others = readCloudAssembly(assembly).filter(({ name }) => name !== api);
  demo = JSON.parse(readFileSync(join(state, 'demo', 'app.json'), 'utf8'));
});
afterAll(async () => {
  await cloud?.stop();
  rmSync(state, { recursive: true, force: true });
});

/** The API's stack as its producer's repository synthesises it: constructs by id, each with its OpenAPI file. */
function published(constructs: Readonly<Record<string, string>>, change: (stack: Stack) => void = () => undefined) {
  const app = new App({ outdir: mkdtempSync(join(state, 'cdk.out-')) });
  const stack = new Stack(app, api, { env: { region: 'eu-west-2' } });
  const environment = localEnvironment({ port: firstPort });
  const platform = Object.assign(Platform.fromParameters(stack, 'local'), { environment });
  for (const [id, specification] of Object.entries(constructs)) {
    new ApiProxy(stack, id, { ...publication, specification, platform });
  }
  change(stack);
  return readCloudAssembly(app.synth().directory);
}

/** Brings the API's stack to that; without one it is deleted. */
async function deploy(stacks: readonly AssemblyStack[] = []): Promise<string> {
  const { failed } = await cloud.deploy([...others, ...stacks]);
  return failed.map(({ reason }) => reason).join();
}

/** A third party without controller or legal basis, which synthesis would refuse first. */
function breakRegistration(stack: Stack) {
  for (const child of stack.node.findAll()) {
    if (!CfnResource.isCfnResource(child) || child.cfnResourceType !== 'Custom::ApiRegistration') continue;
    child.addPropertyOverride('Publisher', JSON.stringify({ organisation: 'Another', thirdParty: true }));
  }
}

/** Fails once everything else of the stack stands: another API has that base path. */
function failAtTheEnd(stack: Stack) {
  const mapping = { domainName: 'api.dip.localhost', apiId: 'nothing', stage: 'none' };
  const taken = new CfnApiMapping(stack, 'Taken', { ...mapping, apiMappingKey: 'growth-charts' });
  for (const child of stack.node.children) if (child !== taken) taken.node.addDependency(child);
}

/** What the registry says of the API; undefined where it is not registered. */
async function entry(): Promise<RegistryEntry | undefined> {
  const table = platformTables(cloud.services.lambda.runtime.functions())?.registry ?? '';
  const settings = { endpoint: `http://127.0.0.1:${firstPort + 4}`, region: cloud.account.region };
  const dynamo = new DynamoDBClient({ ...settings, credentials: cloud.accessKey() });
  return new DynamoRegistryStore(DynamoDBDocumentClient.from(dynamo), table).find('hello-world');
}

/** Ids of the keys that an API's calls are counted by. */
async function counted({ usagePlanId }: RegistryEntry): Promise<readonly string[]> {
  const request = { method: 'GET', path: `/usageplans/${usagePlanId}/keys`, query: new URLSearchParams(), body: '' };
  const { body } = await cloud.services.apigateway.controlPlane(request);
  return Object(body).item.map(({ id }: { id: string }) => id);
}

const url = (path: string) => `http://127.0.0.1:${firstPort}/hello-world${path}`;

/**
 * Calls all the time, as anybody, by an API key and by an access token, until it is told to stop. A call is to be
 * answered where the API is there when it begins and when it ends.
 */
function startClient(token: string) {
  const callers: Record<string, () => Promise<Response>> = {
    anybody: () => fetch(url('/hello/world')),
    'API key': () => fetch(url('/hello/application'), { headers: { apikey: demo.apiKey } }),
    'access token': () => fetch(url('/hello/application'), { headers: bearer(token) }),
  };
  const refused: string[] = [];
  const answered = new Set<string>();
  const gone = new Set<number>();
  let isThere = true;
  let isCalling = true;
  const calling = Object.entries(callers).map(async ([caller, call]) => {
    while (isCalling) {
      const wasThere = isThere;
      const answer = await call();
      const text = await answer.text();
      if (answer.ok) answered.add(caller);
      else if (wasThere && isThere) refused.push(`${caller}: ${answer.status} ${text}`);
      else gone.add(answer.status);
    }
  });
  return {
    /** While this lasts the API need not be there. */
    async without(work: () => Promise<void>) {
      isThere = false;
      await work();
      isThere = true;
    },
    async stop() {
      await wait(300);
      isCalling = false;
      await Promise.all(calling);
      return { answered: [...answered].sort(), refused, gone: [...gone] };
    },
  };
}
const everyCaller = ['API key', 'access token', 'anybody'];
const history = { revision: 0, registeredAt: '', formerRestApiId: '', deployments: [] };
/** Of an entry what a deployment that was undone leaves as it was; that it was made and undone stays in the history. */
const lasting = (one: RegistryEntry | undefined) => ({ ...one, ...history });

test('a deployment that fails half-way, its rollback and a rename refuse no call', async () => {
  const refused = published({ Renamed: file }, breakRegistration);
  const failing = published({ Renamed: file }, failAtTheEnd);
  const renaming = published({ Renamed: file });
  const before = await entry();
  const client = startClient(await applicationToken(demo));
  expect(await deploy(refused)).toMatch('hello-world cannot be published');
  expect(lasting(await entry())).toEqual(lasting(before));
  expect((await entry())?.deployments).toEqual(before?.deployments);
  expect(await deploy(failing)).toMatch('base path /growth-charts of api.dip.localhost is already taken');
  expect(lasting(await entry())).toEqual(lasting(before));
  expect(await deploy(renaming)).toBe('');
  expect(await client.stop()).toEqual({ answered: everyCaller, refused: [], gone: [] });
  const after = await entry();
  expect(after?.restApiId).not.toBe(before?.restApiId);
  expect(after && (await counted(after))).toHaveLength(1);
});

test('an API that is deleted and deployed again answers its subscribers at once, and the portal lists it once', async () => {
  const again = published({ Again: file });
  const before = await entry();
  const client = startClient(await applicationToken(demo));
  await client.without(async () => {
    expect(await deploy()).toBe('');
    expect(await entry()).toBeUndefined();
    expect(await deploy(again)).toBe('');
  });
  expect(await client.stop()).toEqual({ answered: everyCaller, refused: [], gone: [403] });
  const after = await entry();
  expect(after?.usagePlanId).not.toBe(before?.usagePlanId);
  expect(after && (await counted(after))).toHaveLength(1);
  const catalogue = await (await fetch(`http://127.0.0.1:${firstPort + 2}/catalogue`)).text();
  expect(catalogue.match(/href="\/catalogue\/hello-world"/g)).toHaveLength(1);
});

test('two APIs whose constructs swap names in one update refuse no call', async () => {
  const other = join(state, 'twin.yaml');
  writeFileSync(other, readFileSync(file, 'utf8').replaceAll('hello-world', 'twin').replace('Hello World', 'Twin'));
  const both = published({ Again: file, Twin: other });
  const swapped = published({ Again: other, Twin: file });
  expect(await deploy(both)).toBe('');
  const client = startClient(await applicationToken(demo));
  expect(await deploy(swapped)).toBe('');
  expect(await client.stop()).toEqual({ answered: everyCaller, refused: [], gone: [] });
});
