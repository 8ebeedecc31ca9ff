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

/** Runs one or more CloudFormation resource types. */
export interface ResourceProvider {
  readonly types: readonly string[];
  /** Creates or updates. */
  provision(request: ResourceRequest): Promise<ProvisionedResource> | ProvisionedResource;
  /** Takes away what this resource made and no other holds. Absent where nothing of it acts or can be read. */
  remove?(resource: DeletedResource): Promise<void> | void;
}

/** Thrown by a provider for a resource of its type that it cannot run; it is listed at start, and nothing fails. */
export class ResourceNotRun extends Error {
  override readonly name = 'ResourceNotRun';
}
