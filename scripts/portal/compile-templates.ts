import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Environment, precompileString } from 'nunjucks';

const portal = join(__dirname, '..', '..', 'portal');
const designSystem = join(dirname(require.resolve('nhsuk-frontend/package.json')), 'dist', 'nhsuk');

/**
 * The text of a CommonJS module that exports every template of the portal and of the design system, compiled, by name:
 * the design system's as its own templates name them, the portal's by their path below `portal/pages` or `portal/view`.
 */
export function compileTemplates(): string {
  const environment = new Environment(null, { autoescape: true });
  const compiled = sources().map(({ name, text }) => {
    const wrapper = (templates: { template: string }[]) => templates[0]?.template ?? '';
    // The declared type of `wrapper` gives it one template; precompile.js hands it an array.
    const options = { name, env: environment, wrapper } as unknown as Parameters<typeof precompileString>[1];
    return `${JSON.stringify(name)}: (() => {${precompileString(text, options)}\n})()`;
  });
  return `module.exports = {${compiled.join(',\n')}};\n`;
}

function sources() {
  return [
    ...templatesBelow(designSystem, /^(template\.njk|components\/|macros\/)/, 'nhsuk/'),
    ...templatesBelow(join(portal, 'pages'), /./, ''),
    ...templatesBelow(join(portal, 'view'), /./, ''),
  ];
}

const templatesBelow = (folder: string, wanted: RegExp, prefix: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.njk') && wanted.test(file))
    .sort()
    .map((file) => ({ name: `${prefix}${file}`, text: readFileSync(join(folder, file), 'utf8') }));
