import { createHash } from 'node:crypto';
import { own } from '../../domain/own';
import { type ProvisionedResource, ResourceNotRun, type ResourceRequest } from '../resources/resource-provider';
import type { AssemblyStack } from './cloud-assembly';
import { provisioningOrder } from './provisioning-order';
import { resolveValue } from './resolve-value';
import { type Surroundings, stackScope } from './stack-scope';

export interface DeployNeeds {
  readonly surroundings: Surroundings & {
    readonly exports: Map<string, unknown>;
    readonly outputs: Map<string, Readonly<Record<string, unknown>>>;
  };
  /** `undefined` where nothing runs that type. */
  provide(request: ResourceRequest): Promise<ProvisionedResource> | ProvisionedResource | undefined;
  stackId(stack: string): string;
  /** Told of each resource that is not run, with its type and perhaps why. */
  notRun(type: string): void;
}

/** Provisions one stack; throws at the first resource that fails, naming it. */
export async function deployStack(stack: AssemblyStack, needs: DeployNeeds): Promise<void> {
  const { name, template } = stack;
  const resources = new Map<string, ProvisionedResource>();
  const { surroundings } = needs;
  const scope = stackScope({ stack: name, stackId: needs.stackId(name), template, resources, surroundings });
  const isWanted = (condition: string | undefined) => condition === undefined || scope.condition(condition);

  for (const logicalId of provisioningOrder(template)) {
    const resource = own(template.Resources, logicalId);
    if (!resource || !isWanted(resource.Condition)) continue;
    const physicalId = physicalIdOf(name, logicalId);
    try {
      const properties = Object(resolveValue(resource.Properties, scope));
      const request = { stack: name, logicalId, type: resource.Type, properties, physicalId };
      resources.set(logicalId, await provision(request, needs));
    } catch (error) {
      throw new Error(`${logicalId}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }

  const outputs = new Map<string, unknown>();
  for (const [key, output] of Object.entries(template.Outputs)) {
    if (!isWanted(output.Condition)) continue;
    const value = resolveValue(output.Value, scope);
    outputs.set(key, value);
    if (output.Export) surroundings.exports.set(String(resolveValue(output.Export.Name, scope)), value);
  }
  surroundings.outputs.set(name, Object.fromEntries(outputs));
}

async function provision(request: ResourceRequest, needs: DeployNeeds): Promise<ProvisionedResource> {
  try {
    const provisioned = await needs.provide(request);
    if (provisioned) return provisioned;
    needs.notRun(request.type);
  } catch (error) {
    if (!(error instanceof ResourceNotRun)) throw error;
    needs.notRun(`${request.type} (${error.message})`);
  }
  return notRunResource(request.physicalId);
}

/** Other resources may still refer to what is not run: every attribute has a value, and none has an effect. */
const notRunResource = (physicalId: string): ProvisionedResource => ({
  ref: physicalId,
  attributes: new Proxy<Record<string, unknown>>(
    {},
    {
      get: (_target, name) => `${physicalId}.${String(name)}`,
      getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
    },
  ),
});

/** As CloudFormation's: stack, logical id and a few characters that make it unique; 64 characters at most. */
export function physicalIdOf(stack: string, logicalId: string): string {
  const suffix = createHash('sha256').update(`${stack}/${logicalId}`).digest('hex').slice(0, 12).toUpperCase();
  return `${`${stack}-${logicalId}`.slice(0, 51)}-${suffix}`;
}
