import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { keptAssembly } from '../kept-assembly';
import type { Figure } from './figure';
import { median, rounded } from './rate';
import { sized } from './size';

const bundles = join(__dirname, '../../dist/lambdas');
const coldStarts = sized(11, 1);

const template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z
        .object({
          Code: z.object({ S3Key: z.string() }).optional(),
          Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).optional(),
        })
        .optional(),
    }),
  ),
});

/** How large each function is and how long a new process takes to import it, as the local environment deploys it. */
export async function measure(): Promise<Figure[]> {
  const assembly = await keptAssembly({ environment: 'local', validateTemplates: false, commandLine: false });
  return [...deployedFunctions(assembly)].flatMap(([name, deployed]) => [size(name), importTime(name, deployed)]);
}

interface DeployedFunction {
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
}

/** One function for each bundle, in the order of their names. */
function deployedFunctions(assembly: string): Map<string, DeployedFunction> {
  const found = new Map<string, DeployedFunction>();
  const names = new Map(bundleNames().map((name) => [readFileSync(join(bundles, name, 'index.js'), 'utf8'), name]));
  for (const file of readdirSync(assembly).filter((one) => one.endsWith('.template.json'))) {
    const { Resources } = template.parse(JSON.parse(readFileSync(join(assembly, file), 'utf8')));
    for (const { Type, Properties } of Object.values(Resources)) {
      if (Type !== 'AWS::Lambda::Function' || !Properties?.Code) continue;
      const folder = join(assembly, `asset.${Properties.Code.S3Key.replace('.zip', '')}`);
      const name = names.get(readFileSync(join(folder, 'index.js'), 'utf8'));
      const variables = Object.entries(Properties.Environment?.Variables ?? {});
      if (name) found.set(name, { folder, variables: Object.fromEntries(variables.map(withoutReference)) });
    }
  }
  return new Map([...found].sort());
}

const bundleNames = (): string[] => readdirSync(bundles).filter((name) => statSync(join(bundles, name)).isDirectory());

/** What only a deployment knows is stood in for by something of its kind, inside other text too. */
const withoutReference = ([name, value]: [string, unknown]): [string, string] => {
  if (typeof value === 'string') return [name, value];
  if (name.endsWith('JWKS')) return [name, '{"keys":[]}'];
  const parsed = joined.safeParse(value);
  return [name, parsed.success ? parsed.data : 'https://example.org/value'];
};

/** Text that CloudFormation puts together: what is written in it is kept, such as the braces of JSON. */
const joined = z
  .object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) })
  .transform(({ 'Fn::Join': [between, parts] }) =>
    parts.map((part) => (typeof part === 'string' ? part : 'value')).join(between),
  );

const size = (name: string): Figure => {
  const bytes = statSync(join(bundles, name, 'index.js')).size;
  return { name: `bundle:${name}`, value: rounded(bytes / 1024), unit: 'KB', against: '', ratio: null };
};

/** Milliseconds inside the process, so that Node's own start is left out; the median of several cold processes. */
function importTime(name: string, { folder, variables }: DeployedFunction): Figure {
  const program = 'const t=performance.now();require(process.argv[1]);console.log(performance.now()-t)';
  const env = { ...process.env, AWS_REGION: 'eu-west-2', LAMBDA_TASK_ROOT: folder, ...variables };
  const once = () =>
    Number(
      execFileSync(process.execPath, ['-e', program, join(folder, 'index.js')], {
        env,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim(),
    );
  const value = rounded(median(Array.from({ length: coldStarts }, once)));
  return { name: `import:${name}`, value, unit: 'ms', against: '', ratio: null };
}
