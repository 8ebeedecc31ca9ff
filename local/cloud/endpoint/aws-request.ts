import type { ConditionContext } from '../iam/condition';
import type { Principal } from '../iam/evaluate-access';

/** One request to the AWS-compatible endpoint, its caller known. */
export interface AwsRequest {
  readonly method: string;
  /** Percent-encoded as received, without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly caller: Caller;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Who calls, and what IAM says of what they ask. */
export interface Caller {
  readonly principal: Principal;
  /** Throws `AccessDenied` unless the caller's policies allow it. */
  authorize(action: string, resource: string, context?: ConditionContext): void;
  allows(action: string, resource: string, context?: ConditionContext): boolean;
}

export type AwsService = (request: AwsRequest) => Promise<AwsResponse>;
