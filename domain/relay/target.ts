import type { HttpResponse, NameValueList } from '../http/http-message';

export interface TargetRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: NameValueList;
  readonly body?: Uint8Array;
  /** Within which the whole answer must be there, in milliseconds. */
  readonly timeoutMillis: number;
}

export type TargetAnswer =
  | ({ readonly outcome: 'answered' } & HttpResponse)
  /** Refused, reset, closed half-way, or not HTTP. */
  | { readonly outcome: 'unreachable' }
  | { readonly outcome: 'timed-out' }
  /** The body is longer than a Lambda function can return. */
  | { readonly outcome: 'too-large' };

/** The producer's backend. Its credential is added behind this port, so the rules never hold a secret. */
export interface Target {
  send(request: TargetRequest): Promise<TargetAnswer>;
}
