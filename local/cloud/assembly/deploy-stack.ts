import { setImmediate as turn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { own } from '../../../domain/own';
import {
  type DeletedResource,
  type ProvisionedResource,
  ResourceNotRun,
  type ResourceRecord,
  type ResourceType,
} from '../resources/resource-type';
import type { AssemblyStack } from './cloud-assembly';
import { provisioningOrder } from './provisioning-order';
import { resolveValue } from './resolve-value';
import type { StackRecord, StackRecords } from './stack-records';
import { type Surroundings, stackScope } from './stack-scope';

export interface DeployNeeds {
  readonly surroundings: Surroundings & {
    readonly exports: Map<string, unknown>;
    readonly outputs: Map<string, Readonly<Record<string, unknown>>>;
  };
  readonly records: StackRecords;
  /** Physical ids of what this process runs. */
  readonly live: Set<string>;
  /** `undefined` where nothing runs that type. */
  typeOf(name: string): ResourceType | undefined;
  stackId(stack: string): string;
  /** Told of each resource that is not run, with its type and perhaps why. */
  notRun(type: string): void;
  warn(message: string): void;
}

/** One resource of a deployment: how it stood, and how it stands once that has worked. */
interface Step {
  readonly logicalId: string;
  readonly before: ResourceRecord | undefined;
  after?: ResourceRecord;
  /** What it was to become by an update, which may have failed half-way. */
  asked?: ResourceRecord;
}

/**
 * Deploys one stack as CloudFormation does: creates and updates what comes first, and once all of it stands deletes what
 * was replaced or is gone, in the opposite order. Where a resource fails, the stack is brought back to how it stood, and
 * the error names the resource.
 */
export async function deployStack(stack: AssemblyStack, needs: DeployNeeds): Promise<void> {
  const { name, template } = stack;
  const before = needs.records.of(name);
  const steps: Step[] = [];
  const resources = new Map<string, ProvisionedResource>();
  const { surroundings } = needs;
  const scope = stackScope({ stack: name, stackId: needs.stackId(name), template, resources, surroundings });
  const isWanted = (condition: string | undefined) => condition === undefined || scope.condition(condition);
  try {
    for (const logicalId of provisioningOrder(template, (type) => needs.typeOf(type)?.turn)) {
      const resource = own(template.Resources, logicalId);
      if (!resource || !isWanted(resource.Condition)) continue;
      const found = before.get(logicalId);
      if (found && found.type !== resource.Type) needs.records.retire(name, logicalId);
      const step: Step = { logicalId, before: found?.type === resource.Type ? found : undefined };
      steps.push(step);
      // Callers are answered while a stack changes, and so see each state that it is in.
      await turn();
      try {
        const properties = plain(Object(resolveValue(resource.Properties, scope)));
        const isRetained = /^Retain/.test(resource.DeletionPolicy);
        resources.set(logicalId, await take(name, step, { type: resource.Type, properties, isRetained }, needs));
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
  } catch (error) {
    await rollBack(name, { before, steps }, needs);
    throw error;
  }
  const after = new Map(
    steps.flatMap(({ logicalId, after: record }) => (record ? [[logicalId, record] as const] : [])),
  );
  needs.records.keep(name, after);
  await cleanUp(name, { before, after }, needs);
}

/** Deletes a stack that no assembly has any more. */
export async function deleteStack(name: string, needs: DeployNeeds): Promise<void> {
  const before = needs.records.of(name);
  needs.records.keep(name, new Map());
  await cleanUp(name, { before, after: new Map() }, needs);
  needs.surroundings.outputs.delete(name);
}

type Wanted = Pick<ResourceRecord, 'type' | 'properties' | 'isRetained'>;

/** Provisions a resource, unless it stands as it is wanted; what is not run stands for itself. */
async function take(stack: string, step: Step, wanted: Wanted, needs: DeployNeeds): Promise<ProvisionedResource> {
  const { logicalId, before } = step;
  const { records, live } = needs;
  const type = needs.typeOf(wanted.type);
  const isKept = before !== undefined && !isReplacement(type, before, wanted);
  if (isKept && live.has(before.physicalId) && isDeepStrictEqual(before.properties, wanted.properties)) {
    step.after = { ...before, isRetained: wanted.isRetained };
    return before;
  }
  if (before && !isKept) records.retire(stack, logicalId);
  const physicalId = isKept ? before.physicalId : records.physicalId(stack, logicalId);
  const request = { stack, logicalId, ...wanted, physicalId, ...(isKept && { previous: before }) };
  if (isKept) step.asked = { ...before, ...wanted };
  try {
    const provisioned = await type?.provision(request);
    if (provisioned) {
      step.after = { ...wanted, physicalId, ref: provisioned.ref, attributes: plain(provisioned.attributes ?? {}) };
      live.add(physicalId);
      return provisioned;
    }
    needs.notRun(wanted.type);
  } catch (error) {
    if (!(error instanceof ResourceNotRun)) throw error;
    needs.notRun(`${wanted.type} (${error.message})`);
  }
  return notRunResource(physicalId);
}

const isReplacement = (type: ResourceType | undefined, before: ResourceRecord, { properties }: Wanted): boolean =>
  (type?.replacedBy ?? []).some((name) => !isDeepStrictEqual(own(before.properties, name), own(properties, name)));

/** Whether one took the other's place, which also a custom resource says by another physical id. */
const isAnother = (one: ResourceRecord, other: ResourceRecord): boolean =>
  one.physicalId !== other.physicalId || one.ref !== other.ref;

/** In the opposite order; what cannot be brought back is told, and the rest goes on. */
async function rollBack(
  stack: string,
  { before, steps }: { readonly before: StackRecord; readonly steps: readonly Step[] },
  needs: DeployNeeds,
): Promise<void> {
  const undo = async ({ logicalId, before: record, after, asked }: Step) => {
    if (after && (!record || isAnother(record, after))) await remove({ ...after, stack, logicalId }, needs, record);
    if (!record || (after && isDeepStrictEqual(record.properties, after.properties))) return;
    const isInPlace = !after || !isAnother(record, after);
    const previous = isInPlace ? (after ?? asked ?? record) : record;
    await needs.typeOf(record.type)?.provision({ stack, logicalId, ...record, previous });
  };
  for (const step of [...steps].reverse()) {
    await turn();
    await attempt(stack, step.logicalId, () => undo(step), needs);
  }
  // Of a stack that stood before this process began, what came after the failure does not run yet.
  for (const [logicalId, record] of before) {
    if (needs.live.has(record.physicalId)) continue;
    const provision = async () =>
      void (await needs.typeOf(record.type)?.provision({ stack, logicalId, ...record, previous: record }));
    if (await attempt(stack, logicalId, provision, needs)) needs.live.add(record.physicalId);
  }
}

async function cleanUp(
  stack: string,
  { before, after }: { readonly before: StackRecord; readonly after: StackRecord },
  needs: DeployNeeds,
): Promise<void> {
  for (const [logicalId, record] of [...before].reverse()) {
    await turn();
    const now = after.get(logicalId);
    if (now && !isAnother(record, now)) continue;
    if (!record.isRetained) {
      await attempt(stack, logicalId, () => remove({ ...record, stack, logicalId }, needs, now), needs);
    } else if (!now) needs.records.retire(stack, logicalId);
  }
}

/** A name that was given up is not used again, unless its resource stands on under another `Ref`. */
async function remove(resource: DeletedResource, needs: DeployNeeds, now?: ResourceRecord): Promise<void> {
  if (now?.physicalId !== resource.physicalId) {
    needs.live.delete(resource.physicalId);
    if (needs.records.physicalId(resource.stack, resource.logicalId) === resource.physicalId)
      needs.records.retire(resource.stack, resource.logicalId);
  }
  await needs.typeOf(resource.type)?.remove?.(resource);
}

async function attempt(
  stack: string,
  logicalId: string,
  work: () => Promise<void>,
  { warn }: Pick<DeployNeeds, 'warn'>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    warn(`${stack}/${logicalId} was not tidied up: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** As it is read again from a file. */
const plain = (value: object): Record<string, unknown> => JSON.parse(JSON.stringify(value));

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
