import type { Cloud } from '../cloud';
import type { LambdaRuntime } from '../lambda/lambda-runtime';
import { type ResourceType, uuidOf } from '../resources/resource-type';
import type { AssemblyStack } from './cloud-assembly';
import { CustomResources } from './custom-resources';
import { type DeployNeeds, deleteStack, deployStack } from './deploy-stack';
import { StackRecords } from './stack-records';
import type { Surroundings } from './stack-scope';

export interface DeploymentNeeds extends Pick<Surroundings, 'parameter' | 'secret'> {
  readonly cloud: Pick<Cloud, 'account' | 'state' | 'warn'>;
  /** By their names, such as `AWS::S3::Bucket`. */
  readonly resourceTypes: ReadonlyMap<string, ResourceType>;
  readonly runtime: Pick<LambdaRuntime, 'find' | 'invoke'>;
  /** Where custom resources' providers answer; a token is appended. */
  readonly responseUrl: string;
  /** Makes the assets of a stack known, before any is deployed. */
  upload(stack: AssemblyStack): void;
  /** Whether a stack may fail with the others standing; any other one that fails ends the deployment. */
  mayFailAlone(stack: string): boolean;
}

export interface DeploymentReport {
  /** Types that nothing runs, with how many resources of the assembly have them. */
  readonly notRun: ReadonlyMap<string, number>;
  /** Stacks that failed alone, with the reason. */
  readonly failed: readonly { readonly stack: string; readonly reason: string }[];
}

/** Told of each stack before it is deployed, with its number of how many. */
export type OnStack = (stack: string, number: number, all: number) => void;

export interface Deployment {
  /** Brings the account to an assembly's stacks; one that no longer is among them is deleted. */
  run(stacks: readonly AssemblyStack[], onStack?: OnStack): Promise<DeploymentReport>;
  /** A custom resource's outcome; false where nobody waits for it. */
  answerCustomResource(token: string, body: string): boolean;
}

const customType = /^(Custom::|AWS::CloudFormation::CustomResource$)/;

/** What describes a template and nothing that could run. */
const metadata: ResourceType = { provision: ({ physicalId }) => ({ ref: physicalId }) };

/** Deploys assemblies stack by stack. */
export function makeDeployment({ cloud, resourceTypes, mayFailAlone, upload, ...others }: DeploymentNeeds): Deployment {
  const { account, state, warn } = cloud;
  const notRun = new Map<string, number>();
  const stackId = (name: string) =>
    `arn:aws:cloudformation:${account.region}:${account.id}:stack/${name}/${uuidOf(name)}`;
  const custom = new CustomResources({ ...others, stackId });
  const types = new Map([...resourceTypes, ['AWS::CDK::Metadata', metadata]]);
  const needs: DeployNeeds = {
    surroundings: {
      accountId: account.id,
      region: account.region,
      exports: new Map(),
      outputs: new Map(),
      parameter: (name) => others.parameter(name),
      secret: (id) => others.secret(id),
    },
    records: new StackRecords(state),
    live: new Set(),
    typeOf: (name) => (customType.test(name) ? custom : types.get(name)),
    stackId,
    notRun: (type) => notRun.set(type, (notRun.get(type) ?? 0) + 1),
    warn,
  };

  return {
    answerCustomResource: (token, body) => custom.answer(token, body),
    async run(stacks, onStack = () => undefined) {
      let number = 0;
      const begin = ({ name }: AssemblyStack) => {
        number += 1;
        onStack(name, number, stacks.length);
      };
      notRun.clear();
      for (const stack of stacks) upload(stack);
      const gone = needs.records.names().filter((name) => stacks.every((stack) => stack.name !== name));
      const failed: { stack: string; reason: string }[] = [];
      for (const stack of stacks.filter(({ name }) => !mayFailAlone(name))) {
        begin(stack);
        await deployStack(stack, needs).catch((error: Error) => {
          throw new Error(`the stack ${stack.name} failed: ${error.message}`, { cause: error });
        });
      }
      // Before the others, as whoever gives up an API for another one in its place has to.
      for (const name of gone.filter(mayFailAlone)) await deleteStack(name, needs);
      for (const stack of stacks.filter(({ name }) => mayFailAlone(name))) {
        begin(stack);
        try {
          await deployStack(stack, needs);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          const stands = needs.records.of(stack.name).size > 0;
          failed.push({ stack: stack.name, reason: stands ? `${reason} What was deployed before runs on.` : reason });
        }
      }
      for (const name of gone.filter((one) => !mayFailAlone(one)).reverse()) await deleteStack(name, needs);
      return { notRun, failed };
    },
  };
}
