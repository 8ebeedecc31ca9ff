import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { LambdaRuntime } from '../lambda/lambda-runtime';
import type { StateFolder } from '../state/state-folder';
import { type ProvisionedResource, ResourceNotRun, type ResourceRequest } from './resource-provider';

const remembered = z.object({
  stack: z.string(),
  logicalId: z.string(),
  type: z.string(),
  serviceToken: z.string(),
  physicalId: z.string(),
  properties: z.record(z.string(), z.unknown()),
  data: z.record(z.string(), z.unknown()),
});
type Remembered = z.infer<typeof remembered>;

const response = z.object({
  Status: z.enum(['SUCCESS', 'FAILED']),
  Reason: z.string().optional(),
  PhysicalResourceId: z.string(),
  Data: z.record(z.string(), z.unknown()).nullish(),
});
type Response = z.infer<typeof response>;

export interface CustomResourcesNeeds {
  readonly state: StateFolder;
  readonly runtime: LambdaRuntime;
  /** Where providers put their outcome; a token is appended. */
  readonly responseUrl: string;
  /** Whether the assembly that is being deployed has the resource. */
  isExpected(stack: string, logicalId: string): boolean;
  stackId(stack: string): string;
  warn(message: string): void;
}

const document = 'custom-resources';
const longestWaitMillis = 60_000;

/**
 * Lambda-backed custom resources. What an earlier run created is remembered: it is created once, updated when its
 * properties changed, and deleted when the assembly no longer has it.
 */
export class CustomResources {
  readonly #needs: CustomResourcesNeeds;
  readonly #known: Map<string, Remembered>;
  readonly #waiting = new Map<string, (answer: Response) => void>();

  constructor(needs: CustomResourcesNeeds) {
    this.#needs = needs;
    const kept = z.array(remembered).parse(needs.state.load(document) ?? []);
    this.#known = new Map(kept.map((one) => [keyOf(one), one]));
  }

  /** A provider's PUT to its response URL; false where nobody waits for it. */
  answer(token: string, body: string): boolean {
    const resolve = this.#waiting.get(token);
    resolve?.(response.parse(JSON.parse(body)));
    return this.#waiting.delete(token);
  }

  async provision(request: ResourceRequest): Promise<ProvisionedResource> {
    const { stack, logicalId, type } = request;
    const { ServiceToken, ...rest } = request.properties;
    const serviceToken = String(ServiceToken);
    if (!this.#needs.runtime.find(serviceToken)) throw new ResourceNotRun('its provider');
    await this.#deleteAbandoned(serviceToken);
    const previous = this.#known.get(keyOf(request));
    const wanted = { stack, logicalId, type, serviceToken, properties: asText(rest) };
    if (previous && JSON.stringify(previous.properties) === JSON.stringify(wanted.properties))
      return provisioned(previous);
    const answer = await this.#send(previous ? 'Update' : 'Create', wanted, previous);
    if (answer.Status === 'FAILED') {
      if (!previous) await this.#send('Delete', { ...wanted, physicalId: answer.PhysicalResourceId });
      throw new Error(answer.Reason ?? `${type} failed`);
    }
    const outcome = { ...wanted, physicalId: answer.PhysicalResourceId, data: answer.Data ?? {} };
    this.#remember(outcome);
    if (previous && previous.physicalId !== outcome.physicalId) await this.#send('Delete', previous);
    return provisioned(outcome);
  }

  /** Tells a provider, before it is asked for anything new, which of its resources no stack has any more. */
  async #deleteAbandoned(serviceToken: string): Promise<void> {
    for (const [key, one] of this.#known) {
      if (one.serviceToken !== serviceToken || this.#needs.isExpected(one.stack, one.logicalId)) continue;
      this.#known.delete(key);
      const { Status, Reason } = await this.#send('Delete', one);
      if (Status === 'FAILED') this.#needs.warn(`${one.type} of ${one.stack} was not deleted: ${Reason}`);
      this.#save();
    }
  }

  #remember(one: Remembered): void {
    this.#known.set(keyOf(one), one);
    this.#save();
  }

  #save(): void {
    this.#needs.state.save(document, [...this.#known.values()]);
  }

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html
  async #send(
    requestType: 'Create' | 'Update' | 'Delete',
    resource: Omit<Remembered, 'physicalId' | 'data'> & { readonly physicalId?: string },
    previous?: Remembered,
  ): Promise<Response> {
    const token = randomUUID();
    const physicalId = previous?.physicalId ?? resource.physicalId;
    const answered = new Promise<Response>((resolve) => this.#waiting.set(token, resolve));
    const outcome = await this.#needs.runtime.invoke({
      functionArn: resource.serviceToken,
      principal: { kind: 'administrator' },
      payload: {
        RequestType: requestType,
        ResponseURL: `${this.#needs.responseUrl}${token}`,
        StackId: this.#needs.stackId(resource.stack),
        RequestId: token,
        LogicalResourceId: resource.logicalId,
        ResourceType: resource.type,
        ServiceToken: resource.serviceToken,
        ResourceProperties: { ServiceToken: resource.serviceToken, ...resource.properties },
        ...(physicalId && { PhysicalResourceId: physicalId }),
        ...(previous && { OldResourceProperties: { ServiceToken: previous.serviceToken, ...previous.properties } }),
      },
    });
    const reason =
      outcome.outcome === 'answered'
        ? 'its provider never answered'
        : `its provider failed: ${outcome.outcome === 'timed-out' ? 'time limit' : outcome.errorMessage}`;
    const silence: Response = { Status: 'FAILED', Reason: reason, PhysicalResourceId: physicalId ?? `failed-${token}` };
    const patience = outcome.outcome === 'answered' ? longestWaitMillis : 0;
    const timer = new AbortController();
    const timeout = wait(patience, silence, { signal: timer.signal }).catch(() => silence);
    return Promise.race([answered, timeout]).finally(() => {
      timer.abort();
      this.#waiting.delete(token);
    });
  }
}

const keyOf = ({ stack, logicalId }: { stack: string; logicalId: string }): string => `${stack}/${logicalId}`;

const provisioned = ({ physicalId, data }: Remembered): ProvisionedResource => ({ ref: physicalId, attributes: data });

/** CloudFormation hands every scalar to a provider as text. */
function asText(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const text = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(text);
    if (typeof value !== 'object' || value === null) return String(value);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, text(one)]));
  };
  return Object.fromEntries(Object.entries(properties).map(([key, one]) => [key, text(one)]));
}
