import { type CfnResource, Stack, Stage } from 'aws-cdk-lib';
import { NagMessageLevel, NagPack, NagRuleCompliance } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import { Cloud } from '../assembly/cloud';
import { rules } from '../rules';
import type { Rule, Verdict } from '../rules/rule';
import { acknowledgementOf } from './acknowledgement';
import { type Finding, noEnvironment } from './finding';
import { FindingRecord } from './finding-record';

const pack = 'DipChecks';

export interface DipChecksProps {
  /** Names of the environments in production. */
  readonly production: readonly string[];
}

/**
 * The platform's own laws as a cdk-nag pack. Its rules read the synthesised templates and not the constructs, so that
 * what an escape hatch changed is judged as it would be deployed.
 */
export class DipChecks extends NagPack {
  readonly name = pack;
  readonly #production: readonly string[];
  readonly #record = new FindingRecord();
  readonly #clouds = new Map<string, Cloud>();

  constructor(scope: IConstruct, { production }: DipChecksProps) {
    super(scope);
    this.packName = pack;
    this.#production = production;
  }

  /** What the rules said of every resource when the app was synthesised. */
  findings(): readonly Finding[] {
    return this.#record.all();
  }

  protected checkResource(node: CfnResource): void {
    const environment = environmentOf(node);
    for (const rule of rules) {
      const about = { environment, rule: `${pack}-${rule.name}`, level: 'error', control: rule.control } as const;
      this.#record.ask(about);
      if (rule.types.length > 0 && !rule.types.includes(node.cfnResourceType)) continue;
      const verdict = this.#verdict(rule, node, environment);
      if (verdict === 'not-applicable') continue;
      this.#record.add(about, {
        resource: node.node.path,
        ...outcome(verdict, acknowledgementOf(node, `${pack}::${about.rule}`)),
      });
      if (typeof verdict === 'object' && 'breaks' in verdict) this.#report(rule, node, verdict.breaks);
    }
  }

  #verdict(rule: Rule, node: CfnResource, environment: string): Verdict {
    const stack = Stack.of(node);
    const cloud = this.#cloud(Stage.of(node)?.outdir ?? '');
    const resource = cloud.find(stack.templateFile, stack.resolve(node.logicalId));
    // A construct may decide at the last moment that it is not needed.
    if (!resource) return 'not-applicable';
    try {
      const production = this.#production.includes(environment);
      return rule.verdict({ resource, cloud, production, acknowledged: (id) => acknowledgementOf(node, id) });
    } catch (error) {
      return { breaks: `the rule cannot read it: ${error instanceof Error ? error.message : error}` };
    }
  }

  #report({ name, law }: Rule, node: CfnResource, problem: string): void {
    const verdict = () => NagRuleCompliance.NON_COMPLIANT;
    const level = NagMessageLevel.ERROR;
    this.applyRule({ ruleSuffixOverride: name, info: `${problem}.`, explanation: law, level, rule: verdict, node });
  }

  #cloud(folder: string): Cloud {
    const cloud = this.#clouds.get(folder) ?? new Cloud(folder);
    this.#clouds.set(folder, cloud);
    return cloud;
  }
}

/** As the stack's tags say. */
export const environmentOf = (node: CfnResource): string =>
  Stack.of(node).tags.tagValues().environment ?? noEnvironment;

function outcome(verdict: Exclude<Verdict, 'not-applicable'>, acknowledged: string | undefined) {
  if (verdict === 'compliant') return { status: 'compliant', reason: '' } as const;
  if ('declared' in verdict) return { status: 'acknowledged', reason: verdict.declared } as const;
  return acknowledged
    ? ({ status: 'acknowledged', reason: acknowledged } as const)
    : ({ status: 'non-compliant', reason: verdict.breaks } as const);
}
