import { AwsSolutionsChecks, type IApplyRule, NagMessageLevel, NagRuleCompliance } from 'cdk-nag';
import { acknowledgementOf } from './acknowledgement';
import { controlOf } from './aws-solutions-controls';
import { environmentOf } from './dip-checks';
import type { Finding } from './finding';
import { FindingRecord } from './finding-record';

/** cdk-nag's AwsSolutions pack, every answer of which is kept. */
export class RecordedSolutionsChecks extends AwsSolutionsChecks {
  readonly #record = new FindingRecord();

  findings(): readonly Finding[] {
    return this.#record.all();
  }

  protected override applyRule(asked: IApplyRule): void {
    const { node, level, rule, ruleSuffixOverride = rule.name, info } = asked;
    const about = {
      environment: environmentOf(node),
      rule: `${this.readPackName}-${ruleSuffixOverride}`,
      level: level === NagMessageLevel.ERROR ? 'error' : 'warning',
      control: controlOf(ruleSuffixOverride),
    } as const;
    this.#record.ask(about);
    const resource = node.node.path;
    const broken = brokenBy(asked);
    if (broken?.length === 0) this.#record.add(about, { resource, status: 'compliant', reason: '' });
    for (const detail of broken ?? []) {
      const id = `${about.rule}${detail}`;
      const reason = acknowledgementOf(node, `${this.name}::${id}`);
      this.#record.add(
        about,
        { resource, status: reason ? 'acknowledged' : 'non-compliant', reason: reason ?? info },
        id,
      );
    }
  }
}

/** The findings of a rule as they end its id, empty where the whole resource breaks it; `undefined` where it does not apply. */
function brokenBy({ rule, node }: IApplyRule): readonly string[] | undefined {
  try {
    const result = rule(node);
    if (result === NagRuleCompliance.NOT_APPLICABLE) return undefined;
    if (Array.isArray(result)) return result.map((finding) => `[${finding}]`);
    return result === NagRuleCompliance.COMPLIANT ? [] : [''];
  } catch {
    // As cdk-nag does: a rule that cannot read a resource does not pass it.
    return [''];
  }
}
