import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { LambdaRuntime } from '../lambda/lambda-runtime';
import {
  type DeletedResource,
  type ProvisionedResource,
  ResourceNotRun,
  type ResourceRequest,
  type ResourceType,
} from '../resources/resource-type';

const response = z.object({
  Status: z.enum(['SUCCESS', 'FAILED']),
  Reason: z.string().optional(),
  PhysicalResourceId: z.string(),
  Data: z.record(z.string(), z.unknown()).nullish(),
});
type Response = z.infer<typeof response>;

export interface CustomResourcesNeeds {
  readonly runtime: Pick<LambdaRuntime, 'find' | 'invoke'>;
  /** Where providers put their outcome; a token is appended. */
  readonly responseUrl: string;
  stackId(stack: string): string;
}

type Asked = Pick<ResourceRequest, 'stack' | 'logicalId' | 'type' | 'properties'>;

const longestWaitMillis = 60_000;

/** Lambda-backed custom resources: their physical id is what their provider answers. */
export class CustomResources implements ResourceType {
  readonly #needs: CustomResourcesNeeds;
  readonly #waiting = new Map<string, (answer: Response) => void>();

  constructor(needs: CustomResourcesNeeds) {
    this.#needs = needs;
  }

  /** A provider's PUT to its response URL; false where nobody waits for it. */
  answer(token: string, body: string): boolean {
    const resolve = this.#waiting.get(token);
    resolve?.(response.parse(JSON.parse(body)));
    return this.#waiting.delete(token);
  }

  async provision({ previous, ...request }: ResourceRequest): Promise<ProvisionedResource> {
    if (!this.#needs.runtime.find(serviceTokenOf(request))) throw new ResourceNotRun('its provider');
    if (previous && isDeepStrictEqual(previous.properties, request.properties)) return previous;
    const answer = previous
      ? await this.#send('Update', request, { physicalId: previous.ref, old: previous.properties })
      : await this.#send('Create', request);
    if (answer.Status === 'FAILED') {
      if (!previous) await this.#send('Delete', request, { physicalId: answer.PhysicalResourceId });
      throw new Error(answer.Reason ?? `${request.type} failed`);
    }
    return { ref: answer.PhysicalResourceId, attributes: answer.Data ?? {} };
  }

  async remove(resource: DeletedResource): Promise<void> {
    if (!this.#needs.runtime.find(serviceTokenOf(resource))) throw new Error('its provider does not run');
    const { Status, Reason } = await this.#send('Delete', resource, { physicalId: resource.ref });
    if (Status === 'FAILED') throw new Error(Reason ?? `${resource.type} failed`);
  }

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/crpg-ref-requests.html
  async #send(
    requestType: 'Create' | 'Update' | 'Delete',
    { stack, logicalId, type, properties }: Asked,
    { physicalId, old }: { readonly physicalId?: string; readonly old?: Asked['properties'] } = {},
  ): Promise<Response> {
    const token = randomUUID();
    const answered = new Promise<Response>((resolve) => this.#waiting.set(token, resolve));
    const outcome = await this.#needs.runtime.invoke({
      functionArn: serviceTokenOf({ properties }),
      principal: { kind: 'administrator' },
      payload: {
        RequestType: requestType,
        ResponseURL: `${this.#needs.responseUrl}${token}`,
        StackId: this.#needs.stackId(stack),
        RequestId: token,
        LogicalResourceId: logicalId,
        ResourceType: type,
        ServiceToken: serviceTokenOf({ properties }),
        ResourceProperties: asText(properties),
        ...(physicalId !== undefined && { PhysicalResourceId: physicalId }),
        ...(old && { OldResourceProperties: asText(old) }),
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

const serviceTokenOf = ({ properties }: Pick<Asked, 'properties'>): string => String(properties.ServiceToken);

/** CloudFormation hands every scalar to a provider as text. */
function asText(properties: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const text = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(text);
    if (typeof value !== 'object' || value === null) return String(value);
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, text(one)]));
  };
  return Object.fromEntries(Object.entries(properties).map(([key, one]) => [key, text(one)]));
}
