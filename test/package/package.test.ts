import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, cpSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { context } from '../../cdk.json';
import { aProducersFolder, type Packed, type ProducersFolder, packed, root } from './a-producers-folder';

let tarball: Packed;
const folders: ProducersFolder[] = [];
const producers = (...own: string[]) => {
  const made = aProducersFolder(tarball, own);
  folders.push(made);
  return made;
};

beforeAll(() => {
  tarball = packed();
}, 120_000);

afterAll(() => {
  for (const folder of folders) folder.remove();
  tarball?.remove();
});

const statement = {
  organisation: 'Example Trust',
  thirdParty: true,
  dataController: 'Example Trust',
  legalBasis: 'UK GDPR Article 6(1)(e)',
};

const tenLineApp = (publisher: object) => `
  const { App, Aspects, Stack } = require('aws-cdk-lib');
  const { ApiProxy, Platform, UkOnly } = require('digital-interoperability-platform');
  const app = new App();
  const stack = new Stack(app, 'Producer', { env: { region: 'eu-west-2' } });
  new ApiProxy(stack, 'Proxy', {
    specification: 'openapi.yaml', target: 'https://backend.example', publisher: ${JSON.stringify(publisher)},
    platform: Platform.fromParameters(stack, 'int'),
  });
  Aspects.of(app).add(new UkOnly());
`;

/** Nothing but an OpenAPI file and an app, with the CDK and its command line. */
function synthesise(specification: string, publisher: object = statement) {
  const producer = producers('aws-cdk');
  producer.write('openapi.yaml', specification);
  producer.write('app.js', tenLineApp(publisher));
  return { ...producer, ...producer.npx('cdk', 'synth', '--quiet', '--app', 'node app.js') };
}

const growthCharts = readFileSync(join(root, 'apis/growth-charts/openapi.yaml'), 'utf8');

describe('the tarball', () => {
  const expected = [
    /^(package\.json|README\.md|LICENSE|bin\/dip\.js)$/,
    /^dist\/package\/.+\.(js|d\.ts)$/,
    /^dist\/lambdas\/[a-z-]+\//,
    /^dist\/portal-assets\//,
    /^docs\/guides\/producers\.md$/,
    /^examples\/producer\//,
  ];

  test('holds what is compiled, the bundles, dip, its pages and guide, and the example, and nothing else', () => {
    expect(tarball.files.filter((file) => !expected.some((pattern) => pattern.test(file)))).toEqual([]);
    for (const file of ['dist/package/index.d.ts', 'dist/lambdas/relay/index.js', 'dist/lambdas/sandbox/index.js']) {
      expect(tarball.files).toContain(file);
    }
  });

  test('holds no test, source map or local state, no path of this machine and no secret', () => {
    const ofThePlatform = tarball.files.filter((file) => !file.startsWith('examples/producer/'));
    expect(ofThePlatform.filter((file) => /test|spec\.|\.map$|\.local|\.env|\.pem$/.test(file))).toEqual([]);
    for (const file of tarball.files) {
      const text = tarball.text(file);
      const paths = [root, homedir()].filter((path) => new RegExp(`(?<![\\w/-])${path}/`).test(text));
      expect([file, paths]).toEqual([file, []]);
      expect([file, /AKIA[0-9A-Z]{16}|PRIVATE KEY-----\s*[A-Za-z0-9+/]{40}/.exec(text)]).toEqual([file, null]);
    }
  });

  test('declares every package that its files load', () => {
    const { dependencies, peerDependencies } = tarball.manifest;
    const declared = [...Object.keys({ ...dependencies, ...peerDependencies }), ...builtinModules];
    const loaded = tarball.files
      .filter((file) => file.startsWith('dist/package/'))
      .flatMap((file) => [...tarball.text(file).matchAll(/(?:require|import)\("([^".][^"]*)"\)|from '([^'.][^']*)'/g)])
      .map(([, required, imported]) => (required ?? imported ?? '').replace(/^node:/, ''))
      .filter((name) => name !== tarball.manifest.name);
    expect(loaded.length).toBeGreaterThan(10);
    expect(loaded.filter((name) => !declared.some((known) => name === known || name.startsWith(`${known}/`)))).toEqual(
      [],
    );
  });
});

describe('in a folder with the package and an OpenAPI file', () => {
  test('cdk synth publishes the API, finding the platform by its SSM parameters', () => {
    const { folder, read, status, output } = synthesise(growthCharts);
    expect([status, output]).toEqual([0, expect.anything()]);
    const { Parameters, Resources } = JSON.parse(read('cdk.out/Producer.template.json'));
    const defaults = Object.values<{ Default: string }>(Parameters).map(({ Default }) => Default);
    expect(defaults).toContain('/dip/int/AuthorizerArn');
    expect(defaults).toContain('/dip/int/RegistrarArn');
    const types = Object.values<{ Type: string }>(Resources).map(({ Type }) => Type);
    expect(types.filter((type) => type === 'AWS::ApiGateway::RestApi')).toHaveLength(2);
    expect(types).toContain('Custom::ApiRegistration');
    const assets = readdirSync(join(folder, 'cdk.out'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('index.js'))
      .map((file) => readFileSync(join(folder, 'cdk.out', file), 'utf8'));
    const bundles = ['relay', 'sandbox'].map((lambda) => tarball.text(`dist/lambdas/${lambda}/index.js`));
    expect(assets.sort()).toEqual(bundles.sort());
  }, 120_000);

  const refusals = [
    [
      'a third party that names no data controller',
      growthCharts,
      { ...statement, dataController: '', legalBasis: '', controller: 'Example Trust' },
      /growth-charts: publisher\.controller is not known[\s\S]*dataController is missing: a third[\s\S]*legalBasis is missing/,
    ],
    ['a file that is no OpenAPI 3', 'swagger: "2.0"\n', statement, /openapi\.yaml:1: this is Swagger 2\.0/],
  ] as const;

  test.each(refusals)(
    '%s is refused in words that say what to do',
    (_why, specification, publisher, message) => {
      const { status, output } = synthesise(specification, publisher);
      expect(status).not.toBe(0);
      expect(output).toMatch(message);
      expect(output).not.toMatch(/^\s+at /m);
    },
    120_000,
  );

  test('dip lint says what the platform makes of the file', () => {
    const producer = producers();
    producer.write('openapi.yaml', growthCharts);
    const { status, output } = producer.npx('dip', 'lint', 'openapi.yaml');
    expect([status, output]).toEqual([0, expect.stringContaining('base path /growth-charts')]);
  });

  test('dip docs shows the pages that the portal makes of the file', async () => {
    const producer = producers();
    producer.write('openapi.yaml', growthCharts);
    const command = spawn(join(producer.folder, 'node_modules', '.bin', 'dip'), ['docs', 'openapi.yaml'], {
      cwd: producer.folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = await once(command.stdout, 'data');
    const [url] = /http:\S+/.exec(String(said)) ?? [''];
    const page = await (await fetch(url)).text();
    const [style] = /\/assets\/[^"]+\.css/.exec(page) ?? [''];
    const styled = await fetch(url + style);
    command.kill();
    expect([page, styled.status]).toEqual([expect.stringContaining('Growth Charts'), 200]);
  }, 120_000);
});

describe('a producer’s repository', () => {
  const tools = ['aws-cdk', 'tsx', 'typescript', '@types/node'];
  const synthesis = (producer: ProducersFolder) => producer.npx('cdk', 'synth', '--quiet');

  test('of the example compiles against the package’s declarations, passes its tests and synthesises', () => {
    const producer = producers(...tools);
    cpSync(join(root, 'examples', 'producer'), producer.folder, { recursive: true });
    const types = producer.npx('tsc', '--project', '.');
    const tests = producer.npx('tsx', '--test', 'test/api-stack.test.ts');
    for (const { status, output } of [types, tests, synthesis(producer)]) {
      expect([status, output]).toEqual([0, expect.anything()]);
    }
    expect(JSON.parse(producer.read('cdk.json')).context).toEqual({ environment: 'int', ...context });
    expect(JSON.parse(producer.read('package.json')).dependencies).toMatchObject(tarball.manifest.peerDependencies);
  }, 240_000);

  test('is set up by one command that states what the publisher states', () => {
    const producer = producers(...tools);
    copyFileSync(join(root, 'apis/growth-charts/openapi.yaml'), join(producer.folder, 'charts.yaml'));
    const { organisation, dataController, legalBasis } = statement;
    const stated = ['--organisation', organisation, '--data-controller', dataController, '--legal-basis', legalBasis];
    const made = producer.npx(
      'dip',
      'new',
      'my-charts',
      '--spec',
      'charts.yaml',
      ...stated,
      '--target',
      'https://b.example',
    );
    expect([made.status, made.output]).toEqual([0, expect.stringContaining('Growth Charts')]);
    const inside = producer.inside('my-charts');
    const { name, dependencies } = JSON.parse(inside.read('package.json'));
    const platform = dependencies[tarball.manifest.name];
    expect([name, platform]).toEqual(['my-charts', expect.stringMatching(/^file:vendor\/.+\.tgz$/)]);
    const listed = inside.run('tar', '-tzf', platform.slice('file:'.length)).output.trim().split('\n').sort();
    expect(listed).toEqual(tarball.files.map((file) => `package/${file}`).sort());
    for (const { status, output } of [inside.npx('tsx', '--test', 'test/api-stack.test.ts'), synthesis(inside)]) {
      expect([status, output]).toEqual([0, expect.anything()]);
    }
  }, 240_000);
});
