/** `tsx scripts/portal/build-portal.ts`: the portal's templates and static files, as they run locally and in AWS. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { build, transformSync } from 'esbuild';
import { compileTemplates } from './compile-templates';

const root = join(__dirname, '..', '..');
const images = join(dirname(require.resolve('nhsuk-frontend/package.json')), 'dist', 'nhsuk', 'assets', 'images');

export interface BuiltPortal {
  /** Folder of the static files, to be served below `/`. */
  readonly assetFolder: string;
  /** Addresses of the static files by their names. */
  readonly assets: Record<string, string>;
  /** CommonJS module of the compiled templates. */
  readonly templateFile: string;
}

/**
 * Writes `dist/portal-assets/assets/<name>-<hash>.<ext>`, and `templates.js` and `assets.json` into the folder of the
 * portal's Lambda.
 */
export async function buildPortal(): Promise<BuiltPortal> {
  const assetFolder = join(root, 'dist', 'portal-assets');
  const functionFolder = join(root, 'dist', 'lambdas', 'portal');
  rmSync(assetFolder, { recursive: true, force: true });
  mkdirSync(join(assetFolder, 'assets'), { recursive: true });
  mkdirSync(functionFolder, { recursive: true });
  const assets: Record<string, string> = {};
  const add = (name: string, content: string | Uint8Array) => {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 12);
    const file = `${name.slice(0, -extname(name).length)}-${hash}${extname(name)}`;
    writeFileSync(join(assetFolder, 'assets', file), content);
    assets[name] = `/assets/${file}`;
  };
  for (const image of readdirSync(images)) add(image, readFileSync(join(images, image)));
  add('portal.js', await bundled('portal.js'));
  add(
    'portal.css',
    (await bundled('portal.css')).replaceAll(
      /\/assets\/images\/([\w.-]+)/g,
      (address, name) => assets[name] ?? address,
    ),
  );
  const templateFile = join(functionFolder, 'templates.js');
  writeFileSync(templateFile, transformSync(compileTemplates(), { minify: true }).code);
  writeFileSync(join(functionFolder, 'assets.json'), JSON.stringify(assets));
  return { assetFolder, assets, templateFile };
}

async function bundled(name: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [`portal/assets/${name}`],
    outdir: 'unwritten',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2020',
    external: ['*.svg', '*.woff', '*.woff2'],
    logLevel: 'warning',
    // The design system still has a media query that only Internet Explorer reads.
    logOverride: { 'css-syntax-error': 'silent' },
  });
  const text = outputFiles[0]?.text ?? '';
  // Frutiger may be served by nhs.uk alone; the design system falls back to Arial without it.
  return name.endsWith('.css') ? text.replaceAll(/@font-face\{[^}]*\}/g, '') : text;
}

if (require.main === module) {
  buildPortal().then(({ assets }) => console.log(Object.values(assets).join('\n')));
}
