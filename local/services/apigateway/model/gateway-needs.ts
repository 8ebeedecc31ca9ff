import type { Account } from '../../../cloud/iam/principal';

/** What API Gateway asks of the rest of the embedded cloud. */
export interface GatewayNeeds {
  readonly account: Account;
  now(): Date;
  /**
   * Invokes a function as the service principal `apigateway.amazonaws.com`. Rejects with `AccessDenied` where no
   * `AWS::Lambda::Permission` allows `sourceArn`.
   */
  invoke(call: {
    functionArn: string;
    sourceArn: string;
    payload: unknown;
    timeoutMillis: number;
  }): Promise<InvokeResult>;
  /** Hands one access-log line to the Firehose delivery stream. */
  putAccessLog(streamArn: string, line: string): Promise<void>;
  /** Small JSON documents that survive a restart (gateway keys, usage counts). */
  readonly state: { load(name: string): unknown; save(name: string, value: unknown): void };
  /** A line for the person who watches the terminal; never request data. */
  warn(message: string): void;
}

export type InvokeResult =
  | { readonly outcome: 'answered'; readonly payload: unknown; readonly requestId: string }
  /** The handler threw; `errorMessage` is what it threw, for example `Unauthorized`. */
  | { readonly outcome: 'function-error'; readonly errorMessage: string; readonly requestId: string }
  | { readonly outcome: 'timed-out'; readonly requestId: string };
