/** `redactLine` as the redactor's bundle runs it, made from the sources by the same bundler with the same settings. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const { outputFiles } = buildSync({
  absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
  entryPoints: ['domain/logs/redaction/redact-line.ts'],
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  write: false,
});
const bundled = { exports: {} };
new Function('module', 'exports', 'require', outputFiles[0].text)(
  bundled,
  bundled.exports,
  createRequire(import.meta.url),
);

export const name = 'digital-interoperability-platform';
export const redactLine = bundled.exports.redactLine;
