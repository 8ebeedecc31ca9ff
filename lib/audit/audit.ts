import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Cloud } from './assembly/cloud';
import { type Finding, findingSchema, findingsFile, isUnacknowledgedError, sorted } from './checks/finding';
import { type Evidence, evidenceOf } from './evidence/evidence';

/** What a platform of any use holds at least; less means that something was not synthesised. */
const least = { stacks: 4, resources: 100, stores: 5 };

export interface Audit {
  readonly findings: readonly Finding[];
  /** One entry for each environment. */
  readonly evidence: readonly Evidence[];
  /** Unacknowledged errors; empty where the platform keeps its laws. */
  readonly failures: readonly Finding[];
}

/**
 * Reads an assembly that was synthesised with its findings recorded.
 * @param environments the names of those it must hold, in the order of the report
 */
export function auditAssembly(folder: string, environments: readonly string[]): Audit {
  const cloud = new Cloud(folder);
  const recorded = z.array(findingSchema).parse(JSON.parse(readFileSync(join(folder, findingsFile), 'utf8')));
  const findings = sorted([
    ...recorded,
    ...environments.flatMap((environment) => missing(cloud, recorded, environment)),
  ]);
  const evidence = evidenceOf(cloud, findings, environments);
  return { findings, evidence, failures: findings.filter(isUnacknowledgedError) };
}

/** An audit of nothing must not pass. */
function missing(cloud: Cloud, recorded: readonly Finding[], environment: string): readonly Finding[] {
  const resources = cloud.resources.filter((resource) => resource.environment === environment);
  const there = {
    stacks: new Set(resources.map(({ stack }) => stack)).size,
    resources: resources.length,
    stores: resources.filter(({ type }) => /S3::Bucket$|DynamoDB::Table$|LogGroup$/.test(type)).length,
  };
  const short = Object.entries(least).filter(([what, number]) => there[what as keyof typeof least] < number);
  const unheard = resources.length > 0 && !recorded.some((finding) => finding.environment === environment);
  const problems = [
    ...short.map(([what, number]) => `${there[what as keyof typeof least]} ${what} of at least ${number}`),
    ...(unheard ? ['no rule ran'] : []),
  ];
  const finding = { environment, rule: 'DipAudit-NotEmpty', resource: '', level: 'error', control: 'NCSC 5' } as const;
  return problems.length > 0
    ? [{ ...finding, status: 'non-compliant', reason: `The assembly is incomplete: ${problems.join(', ')}` }]
    : [{ ...finding, status: 'compliant', reason: '' }];
}
