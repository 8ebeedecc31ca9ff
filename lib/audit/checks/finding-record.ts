import type { Finding } from './finding';

type About = Pick<Finding, 'environment' | 'rule' | 'level' | 'control'>;

const reason = 'Nothing here is of the kind that the rule is about';

/** What rules say of every resource, compliant ones included, which cdk-nag's own report leaves out. */
export class FindingRecord {
  readonly #findings: Finding[] = [];
  readonly #asked = new Map<string, About>();
  readonly #answered = new Set<string>();

  /** A rule is put to the resources of an environment. */
  ask(about: About): void {
    this.#asked.set(keyOf(about), about);
  }

  /** @param about the rule as it was asked; a granular finding of it names itself */
  add(about: About, finding: Pick<Finding, 'resource' | 'status' | 'reason'>, granular = about.rule): void {
    this.#answered.add(keyOf(about));
    this.#findings.push({ ...about, rule: granular, ...finding });
  }

  /** Every finding, and one for each rule that found nothing to look at, so that a reader sees that it ran. */
  all(): readonly Finding[] {
    const idle = [...this.#asked.entries()].filter(([key]) => !this.#answered.has(key));
    const notApplicable = { resource: '', status: 'not-applicable', reason } as const;
    return [...this.#findings, ...idle.map(([, about]) => ({ ...about, ...notApplicable }))];
  }
}

const keyOf = ({ environment, rule }: About) => `${environment} ${rule}`;
