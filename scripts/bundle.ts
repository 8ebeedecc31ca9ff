/** `npm run bundle`: every Lambda as the bytes that run locally and in AWS. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { buildPortal } from './portal/build-portal';

const root = join(__dirname, '..');
const outdir = join(root, 'dist', 'lambdas');
/** What the function beside it loads when it is first needed. */
const onDemand = [{ in: 'adapters/node/common-passwords.ts', out: 'portal/common-passwords' }];
/** By input file of the last build, when it was changed and how large it was. */
const record = join(outdir, 'inputs.json');

/** zod brings its messages in some fifty languages, about 280 KB a bundle; the platform speaks one. */
const englishOnly: Plugin = {
  name: 'english-only',
  setup({ onResolve }) {
    onResolve({ filter: /\/locales\/index\.js$/ }, ({ importer, resolveDir }) =>
      importer.includes('/zod/') ? { path: join(resolveDir, '..', 'locales', 'en.js') } : undefined,
    );
  },
};

/**
 * Bundles every `lambdas/<name>/handler.ts` to `dist/lambdas/<name>/index.js` and builds the portal's templates and
 * static files, unless nothing that went into the last build has changed since. Answers whether it built.
 */
export async function bundle(): Promise<boolean> {
  const entries = readdirSync(join(root, 'lambdas'))
    .filter((name) => existsSync(join(root, 'lambdas', name, 'handler.ts')))
    .map((name) => ({ in: `lambdas/${name}/handler.ts`, out: `${name}/index` }));
  if (isCurrent(entries.map((entry) => entry.in))) return false;
  // Lambda runs as another user than the one that owns the files.
  process.umask(0o022);
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [...entries, ...onDemand],
    outdir,
    bundle: true,
    minify: true,
    platform: 'node',
    // Lambda runs 24; the embedded cloud runs the same bytes on 20.
    target: 'node20',
    format: 'cjs',
    // The AWS SDK's modules rather than its CommonJS, of which nothing could be left out.
    mainFields: ['module', 'main'],
    plugins: [englishOnly],
    alias: { '@aws-sdk/credential-provider-node': './scripts/environment-credentials.ts' },
    metafile: true,
    logLevel: 'warning',
  });
  await buildPortal();
  const inputs = [...Object.keys(metafile.inputs), ...portalSources(), ...buildScripts];
  writeFileSync(record, JSON.stringify(Object.fromEntries(inputs.map((input) => [input, stampOf(input)]))));
  return true;
}

const buildScripts = [
  'package-lock.json',
  'scripts/bundle.ts',
  'scripts/environment-credentials.ts',
  ...sourcesBelow('scripts/portal'),
];

/** Templates and static files, which no function imports. */
const portalSources = () => sourcesBelow('portal');

function sourcesBelow(folder: string): string[] {
  const entries = readdirSync(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)));
}

function isCurrent(entries: readonly string[]): boolean {
  if (!existsSync(record)) return false;
  const inputs: Record<string, string> = JSON.parse(readFileSync(record, 'utf8'));
  const bundled = Object.keys(inputs).filter((input) => /^lambdas\/[^/]+\/handler\.ts$/.test(input));
  return (
    bundled.length === entries.length &&
    existsSync(join(root, 'dist', 'portal-assets')) &&
    portalSources().every((input) => input in inputs) &&
    entries.every((entry) => entry in inputs && existsSync(join(outdir, entry.split('/')[1] ?? '', 'index.js'))) &&
    Object.entries(inputs).every(([input, stamp]) => stampOf(input) === stamp)
  );
}

function stampOf(input: string): string | undefined {
  const stats = statSync(join(root, input), { throwIfNoEntry: false });
  return stats && `${stats.mtimeMs} ${stats.size}`;
}

if (require.main === module) {
  bundle().then((built) => console.log(built ? 'Bundled to dist/lambdas' : 'dist/lambdas is current'));
}
