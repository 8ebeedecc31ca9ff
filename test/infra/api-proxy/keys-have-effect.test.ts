import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import * as z from 'zod';
import { extensionSchema } from '../../../domain/api-definition/extension-schema';
import { environmentSchema } from '../../../lib/config/environment';
import { environmentNamed } from '../../../lib/config/environments';
import { ApiProxy, Platform, type Publication } from '../../../lib/constructs/api-proxy';
import { publicationShape } from '../../../lib/constructs/api-proxy/publication-schema';
import { readApiDefinition } from '../../../lib/specification-files/read-api-definition';
import { EnvironmentStacks } from '../../../lib/stacks/environment-stacks';
import { bundle } from '../../../scripts/bundle';
import { aThirdParty as publisher } from '../../builders';
import { anOpenApiFile, anOperation } from '../../unit/api-definition/an-openapi-file';
import { aRegistrar } from '../../unit/publishing/a-registration';
import { anApp } from '../an-app';
import { keysOf } from './keys-of';

let scratch: string;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'dip-keys-'));
  await bundle();
});
afterAll(() => rmSync(scratch, { recursive: true }));

const file = (parts: object = {}) =>
  anOpenApiFile({ paths: { '/a': { get: anOperation() }, '/b': { get: anOperation({ security: [] }) } }, ...parts });

let written = 0;
function write(document: unknown): string {
  const path = join(scratch, `${++written}.json`);
  writeFileSync(path, JSON.stringify(document));
  return path;
}

/**
 * All that a published file and its publication bring about: template, relay's configuration, registry entry and
 * published document. The definition itself is left out, which holds whatever is read. Or why they are refused.
 */
async function outcome(document: unknown, publication: Partial<Publication> = {}, environment = 'int') {
  const outdir = mkdtempSync(join(scratch, 'out-'));
  try {
    const app = anApp({ outdir });
    const stack = new Stack(app, 'Producer', { env: { region: 'eu-west-2' } });
    const platform = Platform.fromParameters(stack, environment);
    const specification = write(document);
    const stated = { specification, publisher, target: 'https://backend.example', platform, ...publication };
    const { definition } = new ApiProxy(stack, 'Proxy', stated);
    const { warnings } = readApiDefinition({ file: specification });
    const template = app.synth().getStackByName('Producer').template;
    const registration = Object.values<{ Type: string; Properties: Record<string, unknown> }>(template.Resources).find(
      ({ Type }) => Type === 'Custom::ApiRegistration',
    );
    const { send, define, registry, documents } = aRegistrar({ firstParty: 'all' });
    define(definition);
    await send('Create', { ...registration?.Properties, ...madeByCloudFormation });
    const { provenance: _, ...entry } = (await registry.list())[0] ?? {};
    const all = JSON.stringify([template, relaysIn(outdir), entry, [...documents.texts.values()]]);
    return { effect: all.replaceAll(/[0-9a-f]{64}/g, ''), told: warnings.join('\n') };
  } catch (error) {
    return { effect: '', told: error instanceof Error ? error.message : String(error) };
  }
}

const madeByCloudFormation = {
  ServiceToken: 'registrar',
  RestApiId: 'rest',
  Stage: 'live',
  UsagePlanId: 'plan',
  Definition: { Bucket: 'assets', Key: 'definition.json' },
  Document: { Bucket: 'assets', Key: 'document.json' },
};

const relaysIn = (outdir: string): string[] =>
  readdirSync(outdir, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('api.json'))
    .map((path) => readFileSync(join(outdir, path), 'utf8'))
    .filter((text) => text.includes('timeoutMillis'));

/** What a key brings about, against what is there without it. */
const works = async (with_: ReturnType<typeof outcome>, without: ReturnType<typeof outcome>) => {
  const [one, other] = [await with_, await without];
  for (const { effect, told } of [one, other]) expect([effect === '', told]).toEqual([false, expect.anything()]);
  expect(one.effect).not.toBe(other.effect);
};

type Case = readonly [value: unknown, without: unknown] | readonly [value: unknown, told: RegExp];
const ofTarget = (parts: object) => ({ target: { type: 'external', ...parts } });
const anApiKey = { type: 'apikey', header: 'X-Key', secret: 'backend-key' };

/** Of `x-nhsd-apim`: what a key is stated in, and the same without it, or what is told of it. */
const extensionCases: Record<string, Case> = {
  temporary: [{ temporary: true }, /temporary is true/],
  monitoring: [{ monitoring: false }, {}],
  delegatedaccess: [{ delegatedaccess: true }, {}],
  access: [{ access: [{ title: 'A', grants: { 'nhs-login-p9': [] } }] }, {}],
  'access.[].title': [
    { access: ['A', 'B'].map((title) => ({ title, grants: { 'app-level3': [] } })) },
    /x-nhsd-apim\.access: applications subscribe to an API and not to one of its products/,
  ],
  'access.[].grants': [{ access: [{ title: 'A', grants: { 'nhs-login-p9': [] } }] }, {}],
  'access.[].grants.*': [{ access: [{ title: 'A', grants: { 'app-level3': ['scope'] } }] }, /a grant names scopes/],
  'access.[].visible': [
    { access: [{ title: 'A', grants: { 'app-level3': [] }, visible: false }] },
    /visible is false, and the catalogue shows/,
  ],
  target: [ofTarget({ healthcheck: '/up' }), {}],
  'target.type': [{ target: { type: 'hosted' } }, /x-nhsd-apim\.target: the platform runs no containers/],
  'target.url': [ofTarget({ url: 'https://other.example' }), ofTarget({})],
  'target.healthcheck': [ofTarget({ healthcheck: '/up' }), ofTarget({})],
  'target.security': [ofTarget({ security: anApiKey }), ofTarget({})],
  'target.security.type': [
    ofTarget({ security: anApiKey }),
    ofTarget({ security: { type: 'mtls', secret: 'backend-key' } }),
  ],
  'target.security.header': [
    ofTarget({ security: anApiKey }),
    ofTarget({ security: { ...anApiKey, header: 'X-Other' } }),
  ],
  'target.security.secret': [
    ofTarget({ security: anApiKey }),
    ofTarget({ security: { ...anApiKey, secret: 'other' } }),
  ],
  ratelimiting: [{ ratelimiting: { proxy: { limit: 7, timeunit: 'second' } } }, {}],
  'ratelimiting.proxy': [{ ratelimiting: { proxy: { limit: 7, timeunit: 'second' } } }, {}],
  'ratelimiting.proxy.limit': [
    { ratelimiting: { proxy: { limit: 7, timeunit: 'second' } } },
    { ratelimiting: { proxy: { limit: 8, timeunit: 'second' } } },
  ],
  'ratelimiting.proxy.timeunit': [
    { ratelimiting: { proxy: { limit: 7, timeunit: 'second' } } },
    { ratelimiting: { proxy: { limit: 7, timeunit: 'minute' } } },
  ],
  'ratelimiting.app-default': [{ ratelimiting: { 'app-default': { limit: 7, timeunit: 'second' } } }, {}],
  'ratelimiting.app-default.limit': [
    { ratelimiting: { 'app-default': { limit: 7, timeunit: 'second' } } },
    { ratelimiting: { 'app-default': { limit: 8, timeunit: 'second' } } },
  ],
  'ratelimiting.app-default.timeunit': [
    { ratelimiting: { 'app-default': { limit: 7, timeunit: 'second' } } },
    { ratelimiting: { 'app-default': { limit: 7, timeunit: 'minute' } } },
  ],
  'target-attributes': [{ 'target-attributes': [{ name: 'asid' }] }, {}],
  'target-attributes.[].name': [{ 'target-attributes': [{ name: 'asid', header: 'A' }] }, {}],
  'target-attributes.[].header': [
    { 'target-attributes': [{ name: 'asid', header: 'A' }] },
    { 'target-attributes': [{ name: 'asid' }] },
  ],
  'target-attributes.[].required': [
    { 'target-attributes': [{ name: 'asid', required: false }] },
    { 'target-attributes': [{ name: 'asid' }] },
  ],
  'target-identity': [{ 'target-identity': [{ name: 'id-token' }] }, {}],
  'target-identity.[].name': [
    { 'target-identity': [{ name: 'cis2-uuid', header: 'A' }] },
    { 'target-identity': [{ name: 'cis2-urid', header: 'A' }] },
  ],
  'target-identity.[].header': [
    { 'target-identity': [{ name: 'id-token', header: 'A' }] },
    { 'target-identity': [{ name: 'id-token' }] },
  ],
};

const withExtension = (extension: unknown, publication: Partial<Publication> = {}) =>
  outcome(file({ 'x-nhsd-apim': extension }), publication);

describe('each key of x-nhsd-apim works, or the producer is told', () => {
  test('the table has every key that is read, and no other', () => {
    expect(Object.keys(extensionCases).sort()).toEqual([...new Set(keysOf(extensionSchema))].sort());
  });

  test.each(Object.entries(extensionCases))('%s', async (key, [value, other]) => {
    // The file's own target counts where the publication states none.
    const publication = key === 'target.url' ? { target: undefined as never } : {};
    if (other instanceof RegExp) expect((await withExtension(value, publication)).told).toMatch(other);
    else await works(withExtension(value, publication), withExtension(other));
  });
});

describe('each extension of the platform’s own works', () => {
  test('x-dip-error-format', () => works(outcome(file({ 'x-dip-error-format': 'oauth' })), outcome(file())));
  test('x-dip-exact-path', () => {
    const paths = { '/a': { get: anOperation({ 'x-dip-exact-path': true }) }, '/b': { get: anOperation() } };
    return works(outcome(file({ paths })), outcome(file()));
  });
});

const goLive = { approvedBy: 'Board', approvedOn: '2026-01-05', record: 'R1' };
const release = { revision: '1', releaseId: '2', commitId: '3' };
const publicationCases: Record<string, readonly [Partial<Publication>, Partial<Publication>] | RegExp> = {
  specification: /specification is not what it must be/,
  folder: /folder has no effect beside a specification that is read/,
  publisher: [{ publisher }, { publisher: { ...publisher, organisation: 'Another' } }],
  'publisher.organisation': [{ publisher }, { publisher: { ...publisher, organisation: 'Another' } }],
  'publisher.thirdParty': /publisher\.thirdParty is false, and the environment does not list "hello"/,
  'publisher.dataController': [{ publisher }, { publisher: { ...publisher, dataController: 'Another' } }],
  'publisher.legalBasis': [{ publisher }, { publisher: { ...publisher, legalBasis: 'Another' } }],
  'publisher.team': [{ publisher }, { publisher: { ...publisher, team: 'team-1' } }],
  service: [{ service: { level: 'silver' } }, {}],
  'service.status': [{ service: { status: 'beta' } }, {}],
  'service.level': [{ service: { level: 'silver' } }, {}],
  'service.supportHours': [{ service: { supportHours: 'always' } }, {}],
  'service.contact': [{ service: { contact: { name: 'A' } } }, {}],
  'service.contact.name': [{ service: { contact: { name: 'A' } } }, {}],
  'service.contact.email': [{ service: { contact: { email: 'a@b.uk' } } }, {}],
  'service.contact.url': [{ service: { contact: { url: 'https://a.uk' } } }, {}],
  name: [{ name: 'other' }, {}],
  basePath: [{ basePath: '/other' }, {}],
  target: [{ target: 'https://other.example' }, {}],
  sandbox: [{ sandbox: false }, {}],
  subscriptions: [{ subscriptions: 'by-invitation' }, {}],
  anonymous: [{ anonymous: true }, {}],
  logRetentionHours: [{ logRetentionHours: 5 }, {}],
  requestHeaders: [{ requestHeaders: ['X-A'] }, {}],
  responseHeaders: [{ responseHeaders: ['X-A'] }, {}],
  cookies: [{ cookies: true }, {}],
  goLive: [{ goLive }, {}],
  'goLive.approvedBy': [{ goLive }, { goLive: { ...goLive, approvedBy: 'A' } }],
  'goLive.approvedOn': [{ goLive }, { goLive: { ...goLive, approvedOn: '2026-01-06' } }],
  'goLive.record': [{ goLive }, { goLive: { ...goLive, record: 'R2' } }],
  release: [{ release }, {}],
  'release.revision': [{ release }, { release: { ...release, revision: '9' } }],
  'release.releaseId': [{ release }, { release: { ...release, releaseId: '9' } }],
  'release.commitId': [{ release }, { release: { ...release, commitId: '9' } }],
};
const refused: Record<string, Partial<Publication>> = {
  specification: { specification: 5 as never },
  'publisher.thirdParty': { publisher: { ...publisher, thirdParty: false } },
};

describe('each key of a publication works, or is refused', () => {
  test('the table has every key that is read, and no other', () => {
    const keys = keysOf(z.object(publicationShape)).filter((key) => !key.startsWith('specification.'));
    expect(Object.keys(publicationCases).sort()).toEqual([...new Set(keys)].sort());
  });

  test.each(Object.entries(publicationCases))('%s', async (key, compared) => {
    if (Array.isArray(compared)) return works(outcome(file(), compared[0]), outcome(file(), compared[1]));
    const given = refused[key] ?? {
      specification: readApiDefinition({ file: write(file()) }),
      folder: scratch,
    };
    expect((await outcome(file(), given)).told).toMatch(compared as RegExp);
  });
});

/** An object that notes, in `seen`, the path of everything that is read of it. */
function watched<T extends object>(value: T, seen: Set<string>, path: readonly string[] = []): T {
  return new Proxy(value, {
    get(target, key, receiver) {
      const member = Reflect.get(target, key, receiver);
      if (typeof key === 'symbol' || !Object.hasOwn(target, key)) return member;
      const at = [...path, Array.isArray(target) ? '[]' : key];
      seen.add(at.join('.'));
      return typeof member === 'object' && member !== null ? watched(member, seen, at) : member;
    },
  });
}

test('each key of an environment’s configuration is read by its stacks', () => {
  const seen = new Set<string>();
  const prod = environmentNamed('prod');
  const environments = [
    { ...environmentNamed('local'), signingKeys: [1, 2] },
    {
      ...prod,
      account: '111111111111',
      secondFactor: { permissionSet: 'Readers' },
      mailsADay: 100,
      brand: { ...prod.brand, footer: 'Made of what is deployed' },
      targetUrl: 'https://x.uk',
    },
    environmentNamed('int'),
  ];
  for (const environment of environments) {
    const stacks = new EnvironmentStacks(anApp(), watched(environment as typeof prod, seen));
    stacks.publish({ specification: write(file()), publisher, goLive });
  }
  const read = [...seen].map((key) => key.replace(/^identityProviders\.(nhs-cis2|nhs-login)/, 'identityProviders.*'));
  const unread = keysOf(environmentSchema).filter((key) => !read.includes(key));
  expect(unread.filter((key) => key !== 'region')).toEqual([]);
});
