import { execFile } from 'node:child_process';
import * as z from 'zod';
import type { LockedPackage } from './lock-file';

const auditSchema = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      name: z.string(),
      severity: z.enum(['info', 'low', 'moderate', 'high', 'critical']),
      range: z.string(),
      nodes: z.array(z.string()),
      /** An advisory, or the name of the package that it comes with. */
      via: z.array(z.union([z.string(), z.object({ title: z.string(), url: z.string() })])),
    }),
  ),
});

export interface Advisory {
  readonly package: string;
  readonly range: string;
  readonly severity: string;
  readonly about: string;
  /** It is deployed or handed to producers. */
  readonly shipped: boolean;
}
export type Advisories = { readonly found: readonly Advisory[] } | { readonly unavailable: string };

/**
 * What `npm audit` knows of the locked packages, or why it knows nothing: a registry need not serve advisories.
 * `registry` is asked instead of the one that npm is set to.
 */
export async function advisoriesOf(
  folder: string,
  packages: readonly LockedPackage[],
  registry?: string,
): Promise<Advisories> {
  const answer = parsed(await audit(folder, registry ? ['--registry', registry] : []));
  const found = auditSchema.safeParse(answer);
  if (!found.success) return { unavailable: reasonIn(answer) };
  const shipped = new Set(packages.filter(({ dev }) => !dev).map(({ path }) => path));
  return {
    found: Object.values(found.data.vulnerabilities).map(({ name, range, severity, nodes, via }) => ({
      package: name,
      range,
      severity,
      about: via.map((one) => (typeof one === 'string' ? `through ${one}` : `${one.title} ${one.url}`)).join('; '),
      shipped: nodes.some((node) => shipped.has(node)),
    })),
  };
}

/** npm answers with an error where it found something, and says on standard output what. */
const audit = (cwd: string, args: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    const limits = { cwd, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 };
    execFile('npm', ['audit', '--json', '--fetch-retries=0', ...args], limits, (_, stdout) => resolve(stdout));
  });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const refusalSchema = z.union([
  z.object({ statusCode: z.number() }).transform(({ statusCode }) => `the registry answered ${statusCode}`),
  z.object({ message: z.string() }).transform(({ message }) => message),
]);

function reasonIn(answer: unknown): string {
  const refusal = refusalSchema.safeParse(answer);
  return refusal.success ? refusal.data : 'npm audit gave no answer that can be read';
}
