import type { ServiceFailure } from '../faults/service-failure';
import type { Caller } from '../iam/caller';

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

/** One AWS service behind the endpoint. */
export interface AwsService {
  /** The name that requests are signed for. @default the name of its folder */
  readonly signedAs?: string;
  /** Anything that it throws is answered by the endpoint. */
  answer(request: AwsRequest): Promise<AwsResponse>;
  /** An error as its clients read it. @default that of the JSON protocols */
  refuse?(failure: ServiceFailure): AwsResponse;
  /** What a call asks for. @default the operation in `X-Amz-Target`, of what the body names */
  named?(request: Omit<AwsRequest, 'caller'>): { readonly action: string; readonly resource: string };
  /** `X-Amz-Target` of what may be called without a signature begins so. @default nothing may */
  readonly unsignedTarget?: string;
}
