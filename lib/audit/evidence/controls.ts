import type { Finding } from '../checks/finding';
import { rules } from '../rules';

export interface ControlEvidence {
  /** With its pack: `DipChecks-NoDataTrace`. */
  readonly id: string;
  /** What the rule serves, as in `NCSC 2; DSPT B3`. */
  readonly control: string;
  /** What the rule says holds; empty for a rule of another pack. */
  readonly law: string;
  readonly status: 'passed' | 'passed with acknowledgements' | 'failed' | 'not-applicable';
  readonly compliant: number;
  readonly acknowledged: number;
  readonly nonCompliant: number;
}

const laws = new Map(rules.map(({ name, law }) => [`DipChecks-${name}`, law]));
const order = [...laws.keys()];

/** Every rule that ran, the platform's own first, and how many resources passed it. */
export function controlsOf(findings: readonly Finding[]): readonly ControlEvidence[] {
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) {
    const id = finding.rule.replace(/\[.*/s, '');
    byRule.set(id, [...(byRule.get(id) ?? []), finding]);
  }
  return [...byRule]
    .map(([id, found]) => control(id, found))
    .sort((one, other) => rank(one.id) - rank(other.id) || (one.id < other.id ? -1 : 1));
}

const rank = (id: string): number => (laws.has(id) ? order.indexOf(id) : order.length);

function control(id: string, findings: readonly Finding[]): ControlEvidence {
  const count = (status: Finding['status']) => findings.filter((finding) => finding.status === status).length;
  const counts = {
    compliant: count('compliant'),
    acknowledged: count('acknowledged'),
    nonCompliant: count('non-compliant'),
  };
  return { id, control: findings[0]?.control ?? '', law: laws.get(id) ?? '', status: statusOf(counts), ...counts };
}

function statusOf(
  counts: Pick<ControlEvidence, 'compliant' | 'acknowledged' | 'nonCompliant'>,
): ControlEvidence['status'] {
  if (counts.nonCompliant > 0) return 'failed';
  if (counts.acknowledged > 0) return 'passed with acknowledgements';
  return counts.compliant > 0 ? 'passed' : 'not-applicable';
}
