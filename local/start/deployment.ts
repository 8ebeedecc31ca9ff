import { createHash } from 'node:crypto';
import type { AssemblyStack } from '../cloud/assembly/cloud-assembly';
import { CustomResources } from '../cloud/assembly/custom-resources';
import { type DeployNeeds, deleteStack, deployStack } from '../cloud/assembly/deploy-stack';
import { StackRecords } from '../cloud/assembly/stack-records';
import type { ResourceProvider } from '../cloud/resources/resource-provider';
import type { AssetFolders } from '../services/lambda/function-code';
import { coreProviders } from '../services/resource-types';
import type { Engines } from './engines';

export interface DeploymentNeeds {
  readonly engines: Engines;
  /** API Gateway's. */
  readonly gatewayProviders: readonly ResourceProvider[];
  /** Where custom resources' providers answer; a token is appended. */
  readonly responseUrl: string;
}

export interface DeploymentReport {
  /** Types that nothing runs, with how many resources of the assembly have them. */
  readonly notRun: ReadonlyMap<string, number>;
  /** APIs whose stack failed, with the reason. */
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

/** What describes a template and nothing that could run. */
const descriptive = new Set(['AWS::CDK::Metadata']);
const customType = /^(Custom::|AWS::CloudFormation::CustomResource$)/;

const isApi = (stack: string): boolean => /^[^-].*-Api-/.test(stack);

/** Deploys assemblies stack by stack. An API's stack may fail alone; any other one that fails ends the deployment. */
export function makeDeployment({ engines, gatewayProviders, responseUrl }: DeploymentNeeds): Deployment {
  const { account, parameters, runtime, secrets, state, warn } = engines;
  const assets: AssetFolders = new Map();
  const notRun = new Map<string, number>();
  const stackId = (name: string) =>
    `arn:aws:cloudformation:${account.region}:${account.id}:stack/${name}/${uuid(name)}`;
  const custom = new CustomResources({ runtime, responseUrl, stackId });
  const providers = providersByType([...coreProviders(engines, assets), ...gatewayProviders]);
  const needs: DeployNeeds = {
    surroundings: {
      accountId: account.id,
      region: account.region,
      exports: new Map(),
      outputs: new Map(),
      parameter: (name) => parameters.get(name),
      secret: (id) => secrets.current(id).value,
    },
    records: new StackRecords(state),
    live: new Set(),
    provide(request) {
      if (descriptive.has(request.type)) return { ref: request.physicalId };
      return customType.test(request.type)
        ? custom.provision(request)
        : providers.get(request.type)?.provision(request);
    },
    remove: (resource) =>
      customType.test(resource.type) ? custom.remove(resource) : providers.get(resource.type)?.remove?.(resource),
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
      for (const stack of stacks) upload(stack, engines, assets);
      const gone = needs.records.names().filter((name) => stacks.every((stack) => stack.name !== name));
      const failed: { stack: string; reason: string }[] = [];
      const core = stacks.filter(({ name }) => !isApi(name));
      for (const stack of core) {
        begin(stack);
        await deployStack(stack, needs).catch((error: Error) => {
          throw new Error(`the stack ${stack.name} failed: ${error.message}`, { cause: error });
        });
      }
      // Before the others, as whoever gives up an API for another one in its place has to.
      for (const name of gone.filter(isApi)) await deleteStack(name, needs);
      for (const stack of stacks.filter(({ name }) => isApi(name))) {
        begin(stack);
        try {
          await deployStack(stack, needs);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          const stands = needs.records.of(stack.name).size > 0;
          failed.push({ stack: stack.name, reason: stands ? `${reason} What was deployed before runs on.` : reason });
        }
      }
      for (const name of gone.filter((one) => !isApi(one)).reverse()) await deleteStack(name, needs);
      return { notRun, failed };
    },
  };
}

/** What `cdk deploy` does before a stack: files show in the asset bucket, folders stay where they are. */
function upload({ assets }: AssemblyStack, { account, buckets, clock }: Engines, folders: AssetFolders): void {
  for (const { path, packaging, bucket, key } of assets) {
    const bucketName = bucket.replaceAll(/\$\{AWS::AccountId\}/g, account.id);
    if (packaging === 'zip') folders.set(`${bucketName}/${key}`, path);
    if (packaging === 'zip' || path.endsWith('.template.json')) continue;
    buckets.ensure(bucketName).objects.link(key, path, clock.now());
  }
}

const providersByType = (providers: readonly ResourceProvider[]): ReadonlyMap<string, ResourceProvider> =>
  new Map(providers.flatMap((provider) => provider.types.map((type) => [type, provider] as const)));

function uuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
