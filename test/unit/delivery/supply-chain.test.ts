import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dependencies } from '../../../package.json';
import { bundle } from '../../../scripts/bundle';
import { lockedPackages } from '../../../scripts/supply-chain/lock-file';
import { lockProblems } from '../../../scripts/supply-chain/lock-problems';
import { scanInWords, scanPackages } from '../../../scripts/supply-chain/scan-packages';
import { aLockedFolder, aRegistry, rightPackage } from './a-registry';

const root = join(__dirname, '..', '..', '..');

describe('packages that run in functions or pages', () => {
  /** By package, a file of the repository that names it; empty where only another package does. */
  const bundled = new Map<string, string>();
  beforeAll(async () => {
    await bundle();
    const inputs: object = JSON.parse(readFileSync(join(root, 'dist', 'lambdas', 'inputs.json'), 'utf8'));
    for (const input of Object.keys(inputs)) {
      const name = /^.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
      if (name) bundled.set(name, '');
      else {
        for (const [, named = ''] of readFileSync(join(root, input), 'utf8').matchAll(
          /from '((?:@[^/']+\/)?[^./'][^/']*)/g,
        )) {
          if (bundled.has(named)) bundled.set(named, input);
        }
      }
    }
  }, 180_000);

  test('are many', () => expect(bundled.size).toBeGreaterThan(20));

  test('are dependencies where the platform names them', () => {
    const named = [...bundled].filter(([, by]) => by !== '').map(([name]) => name);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !(name in dependencies))).toEqual([]);
    expect(Object.keys(dependencies)).toContain('nhsuk-frontend');
  });

  test('are shipped in the lock file, each of them', () => {
    const shipped = new Set(
      lockedPackages(root)
        .filter(({ dev }) => !dev)
        .map(({ name }) => name),
    );
    expect([...bundled.keys()].filter((name) => !shipped.has(name))).toEqual([]);
  });

  test('are listed in the bill of materials, and development’s tools are not', () => {
    expect(spawnSync('npm', ['run', '--silent', 'sbom'], { cwd: root, encoding: 'utf8' }).stdout).toMatch(
      /components in/,
    );
    const bill = JSON.parse(readFileSync(join(root, 'reports', 'sbom.cdx.json'), 'utf8'));
    const listed = new Set(bill.components.map(({ name }: { name: string }) => name));
    expect([bill.bomFormat, bill.metadata.component.name]).toEqual(['CycloneDX', 'digital-interoperability-platform']);
    expect([...bundled.keys(), 'aws-cdk-lib'].filter((name) => !listed.has(name))).toEqual([]);
    expect(['jest', 'esbuild', 'dynalite'].filter((name) => listed.has(name))).toEqual([]);
  }, 180_000);
});

test('the platform’s own lock file shows nothing wrong', () => {
  expect([...lockProblems(lockedPackages(root))]).toEqual([]);
});

test.each([
  ['a repository', { resolved: 'git+ssh://git@host.example/a.git#0' }, /not from a registry/],
  ['plain http', { resolved: 'http://registry.example/a.tgz' }, /not from a registry/],
  ['a folder', { resolved: 'file:../a' }, /not from a registry/],
  ['no checksum', { integrity: undefined }, /no SHA-512/],
  ['a weak checksum', { integrity: 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=' }, /no SHA-512/],
  ['a script at installation', { hasInstallScript: true }, /runs a script/],
  ['no licence', { license: undefined }, /no licence/],
  ['a licence that binds what it is linked with', { license: 'AGPL-3.0-only' }, /shipped under AGPL/],
  ['a licence of two, of which one binds', { license: 'MIT AND GPL-3.0-only' }, /shipped under/],
  ['an end', { deprecated: 'use another' }, /deprecated: use another/],
])('a shipped package with %s is found', (_, found, problem) => {
  const folder = aLockedFolder(found);
  expect([...lockProblems(lockedPackages(folder))].join()).toMatch(problem);
});

test('a package that is right, and one of which the better licence may be chosen, pass', () => {
  for (const license of [rightPackage.license, '(MIT OR GPL-3.0-or-later)']) {
    expect([...lockProblems(lockedPackages(aLockedFolder({ license })))]).toEqual([]);
  }
});

describe('known vulnerabilities', () => {
  let registry: Awaited<ReturnType<typeof aRegistry>>;
  let silent: Awaited<ReturnType<typeof aRegistry>>;
  beforeAll(async () => {
    registry = await aRegistry({ advisories: true });
    silent = await aRegistry({ advisories: false });
  });
  afterAll(() => {
    registry.close();
    silent.close();
  });

  async function scan(folder: string, url: string, requireAdvisories = false) {
    const found = await scanPackages({ folder, requireAdvisories, registry: url });
    return { passed: found.passed, said: [...scanInWords(found)].join('\n') };
  }

  test('fail the scan where they are shipped, with what and where', async () => {
    const { passed, said } = await scan(aLockedFolder(), registry.url);
    expect(said).toContain('moderate, shipped: left-behind *: Reads any file https://advisories.example/1');
    expect(passed).toBe(false);
  }, 120_000);

  test('are told of a tool, which a moderate one does not stop', async () => {
    const { passed, said } = await scan(aLockedFolder({}, { shipped: false }), registry.url, true);
    expect([passed, said]).toEqual([true, expect.stringContaining('moderate, development only: left-behind')]);
  }, 120_000);

  test('that nobody serves are said not to have been checked, and a pipeline stops there', async () => {
    const folder = aLockedFolder();
    const [warned, required] = await Promise.all([scan(folder, silent.url), scan(folder, silent.url, true)]);
    expect(warned.said).toContain('No advisory data was available (the registry answered 405)');
    expect(warned.said).toContain('NOT checked');
    expect([warned.passed, required.passed]).toEqual([true, false]);
  }, 120_000);

  test('are said not to have been checked where no registry is reached', async () => {
    const { passed, said } = await scan(aLockedFolder(), 'http://127.0.0.1:9/');
    expect(said).toMatch(/No advisory data was available \(.+\): known vulnerabilities were NOT checked/);
    expect(passed).toBe(true);
  }, 120_000);
});
