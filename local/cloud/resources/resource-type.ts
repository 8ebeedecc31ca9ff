import { createHash } from 'node:crypto';
import * as z from 'zod';

/** One resource of a synthesised template, its intrinsics resolved, about to be provisioned in the embedded cloud. */
export interface ResourceRequest {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** The same at every start for as long as the resource stands, so that its state is found again; never used twice. */
  readonly physicalId: string;
  /** The resource as it stands, where this is an update in place, or the first time that this process sees it. */
  readonly previous?: ResourceRecord;
}

/** What other resources may read of it: `Ref`, and `Fn::GetAtt` by attribute name. */
export interface ProvisionedResource {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** A resource as it was deployed. */
export interface ResourceRecord extends Required<ProvisionedResource> {
  readonly type: string;
  readonly physicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Whether it stays when its stack, or its place in the template, goes. */
  readonly isRetained: boolean;
}

/** A resource that is to go. */
export interface DeletedResource extends ResourceRecord {
  readonly stack: string;
  readonly logicalId: string;
}

/** Runs one CloudFormation resource type. */
export interface ResourceType {
  /**
   * Properties of which a change makes a new resource ("Update requires: Replacement" in
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html).
   * @default none
   */
  readonly replacedBy?: readonly string[];
  /** When it is provisioned, as far as the template's references leave that open. @default between the two */
  readonly turn?: 'first' | 'last';
  /** Creates or updates. */
  provision(request: ResourceRequest): Promise<ProvisionedResource> | ProvisionedResource;
  /** Takes away what this resource made and no other holds. Absent where nothing of it acts or can be read. */
  remove?(resource: DeletedResource): Promise<void> | void;
}

interface Description<Properties> extends Pick<ResourceType, 'replacedBy' | 'turn'> {
  provision(properties: Properties, request: ResourceRequest): Promise<ProvisionedResource> | ProvisionedResource;
  remove?(properties: Properties, resource: DeletedResource): Promise<void> | void;
}

/** A type whose resources' properties are checked first, so that a template it cannot run is refused by name. */
export const resourceType = <Properties>(
  properties: z.ZodType<Properties>,
  { provision, remove, ...settings }: Description<Properties>,
): ResourceType => ({
  ...settings,
  provision(request) {
    const checked = properties.safeParse(request.properties);
    if (!checked.success) throw new Error(`${request.type} ${request.logicalId}: ${z.prettifyError(checked.error)}`);
    return provision(checked.data, request);
  },
  ...(remove && { remove: (resource) => remove(properties.parse(resource.properties), resource) }),
});

/** Thrown for a resource of a type that runs, where this one cannot; it is listed at start, and nothing fails. */
export class ResourceNotRun extends Error {
  override readonly name = 'ResourceNotRun';
}

/** CloudFormation passes booleans and numbers as such or as text. */
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

/** A UUID that is the same at every start. */
export function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
