/** One resource of a synthesised template, its intrinsics resolved, about to be provisioned in the embedded cloud. */
export interface ResourceRequest {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Made from stack and logical id: the same at every start, so that state of earlier runs is found again. */
  readonly physicalId: string;
}

/** What other resources may read of it: `Ref`, and `Fn::GetAtt` by attribute name. */
export interface ProvisionedResource {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** Runs one or more CloudFormation resource types. */
export interface ResourceProvider {
  readonly types: readonly string[];
  provision(request: ResourceRequest): Promise<ProvisionedResource> | ProvisionedResource;
}

/** Thrown by a provider for a resource of its type that it cannot run; it is listed at start, and nothing fails. */
export class ResourceNotRun extends Error {
  override readonly name = 'ResourceNotRun';
}
