import { DefaultStackSynthesizer, Duration, Stack } from 'aws-cdk-lib';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { devDependencies } from '../../../package.json';
import { acknowledge } from '../security/acknowledge';
import type { ArtifactStore } from './artifact-store';
import { BuildStep } from './build-step';

export interface DeployStepProps {
  readonly store: ArtifactStore;
  /** Stacks of the assembly: a name, or a pattern with `*`. */
  readonly stacks: string;
  /** 12 digits. @default the pipeline's own */
  readonly account?: string | undefined;
  /** Where the stacks are. */
  readonly regions: readonly string[];
}

/** `cdk deploy` of the assembly that was built once. All it may do is ask for the roles that `cdk bootstrap` made. */
export class DeployStep extends BuildStep {
  constructor(scope: Construct, id: string, { store, stacks, account, regions }: DeployStepProps) {
    super(scope, id, {
      store,
      description: `Deploys ${stacks}`,
      commands: [
        `npx --yes aws-cdk@${devDependencies['aws-cdk']} deploy --app . --require-approval never --progress events '${stacks}'`,
      ],
      timeout: Duration.hours(2),
    });
    const { account: own, partition } = Stack.of(this);
    const target = account ?? own;
    const role = `arn:${partition}:iam::${target}:role/cdk-${DefaultStackSynthesizer.DEFAULT_QUALIFIER}`;
    const resourceArns = regions.flatMap((region) =>
      ['deploy', 'file-publishing', 'lookup'].map((name) => `${role}-${name}-role-${target}-${region}`),
    );
    Grant.addToPrincipal({ grantee: this.role, actions: ['sts:AssumeRole'], resourceArns });
    if (regions.length > 1) {
      const reason = 'It deploys the certificate that CloudFront takes from us-east-1 only, and which holds no data';
      acknowledge(this.role, { pack: 'DipChecks', rule: 'UkOnly', reason });
    }
  }
}
