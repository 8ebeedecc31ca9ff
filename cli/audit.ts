import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '../domain/failure';
import { type Audit, auditAssembly } from '../lib/audit/audit';
import { unjudged } from '../lib/audit/evidence/evidence';
import { writeReport } from '../lib/audit/report/write-report';
import { environments } from '../lib/config/environments';

export interface AuditRequest {
  /** Name of an environment. @default all of them */
  readonly environment?: string | undefined;
  readonly json: boolean;
  readonly print: (line: string) => void;
}

const root = join(__dirname, '..');
const reports = join('reports', 'audit');

/**
 * Holds the platform to its laws and writes the report. Returns the exit code: 1 where a law is broken or there is
 * nothing to audit, 2 where there is no such environment.
 */
export async function audit({ environment, json, print }: AuditRequest): Promise<0 | 1 | 2> {
  const names = environments().map(({ name }) => name);
  if (environment && !names.includes(environment)) {
    print(`There is no environment "${environment}"; the environments are ${names.join(', ')}`);
    return 2;
  }
  const outdir = mkdtempSync(join(tmpdir(), 'dip-audit-'));
  try {
    synthesise(outdir, environment);
    const result = auditAssembly(outdir, environment ? [environment] : names);
    await writeReport(result, join(root, reports));
    if (json) print(JSON.stringify(summary(result), undefined, 2));
    else for (const line of lines(result)) print(line);
    return result.failures.length === 0 ? 0 : 1;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** In a process of its own, as it needs what the package does not hold: the sources and their bundler. */
function synthesise(outdir: string, environment?: string): void {
  const script = join(root, 'scripts', 'synth-for-audit.ts');
  if (!existsSync(script)) throw new Failure('invalid_configuration', 'An audit needs a clone of the platform');
  const args = ['--import', 'tsx', script, outdir, ...(environment ? [environment] : [])];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Failure('invalid_configuration', 'There is no assembly to audit: synthesis failed');
}

const summary = ({ evidence, findings, failures }: Audit) => ({
  environments: evidence.map((one) => {
    const { environment, apis, stores, endpoints } = one;
    const count = (status: string) =>
      findings.filter((finding) => finding.environment === environment && finding.status === status).length;
    return {
      environment,
      apis,
      nothingToJudge: unjudged(one),
      stores: stores.length,
      endpoints: endpoints.length,
      compliant: count('compliant'),
      acknowledged: count('acknowledged'),
      nonCompliant: count('non-compliant'),
    };
  }),
  failures,
  report: join(reports, 'index.html'),
});

function* lines(result: Audit): Generator<string> {
  const { environments: audited, failures, report } = summary(result);
  for (const one of audited) {
    const { environment, apis, nothingToJudge, stores, endpoints, compliant, acknowledged, nonCompliant } = one;
    const counts = `${compliant} compliant, ${acknowledged} acknowledged, ${nonCompliant} non-compliant`;
    const published = apis.length === 0 ? 'NO API' : `${apis.length} APIs`;
    yield `${environment}: ${counts}; ${published}, ${stores} stores, ${endpoints} endpoints`;
    if (nothingToJudge.length > 0) yield `${environment}: nothing to judge for ${nothingToJudge.join(', ')}`;
  }
  for (const { environment, rule, resource, reason } of failures) {
    yield `error ${rule} ${resource || environment}: ${reason}`;
  }
  yield `${failures.length === 0 ? 'No law is broken' : `${failures.length} unacknowledged errors`}; see ${report}`;
}
