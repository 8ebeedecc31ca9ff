/**
 * `npm run sbom`: what is deployed and what a producer installs, as CycloneDX, in `reports/sbom.cdx.json`. Made from
 * the lock file; tools that only development needs are not in it.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as z from 'zod';
import { name, version } from '../package.json';

const root = join(__dirname, '..');

const propertySchema = z.object({ name: z.string(), value: z.string() });
const billSchema = z.looseObject({
  metadata: z.looseObject({ component: z.looseObject({}) }),
  components: z.array(z.looseObject({ 'bom-ref': z.string(), properties: z.array(propertySchema) })),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()) })),
});
type Bill = z.infer<typeof billSchema>;

function main(): void {
  // Not `--omit dev`: npm then leaves out what both a dependency and a tool need, the core of AWS's clients among it.
  const { stdout, stderr, status } = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) {
    console.error(stderr);
    process.exitCode = 1;
    return;
  }
  const bill = withoutTools(billSchema.parse(JSON.parse(stdout)));
  // npm calls a project by the name of its folder.
  Object.assign(bill.metadata.component, { name, version, type: 'application' });
  const file = join(root, 'reports', 'sbom.cdx.json');
  mkdirSync(join(root, 'reports'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(bill, undefined, 2)}\n`);
  console.log(`${bill.components.length} components in ${relative(root, file)}`);
}

function withoutTools(bill: Bill): Bill {
  const tools = new Set(
    bill.components
      .filter(({ properties }) => properties.some((one) => one.name === 'cdx:npm:package:development'))
      .map((component) => component['bom-ref']),
  );
  return {
    ...bill,
    components: bill.components.filter((component) => !tools.has(component['bom-ref'])),
    dependencies: bill.dependencies
      .filter(({ ref }) => !tools.has(ref))
      .map((one) => ({ ...one, dependsOn: one.dependsOn.filter((ref) => !tools.has(ref)) })),
  };
}

main();
