/** One deployed function: its code's folder, and its configuration as the template gives it. */
export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly folder: string;
  /** Log group that its output goes to; its role must be allowed to write there. */
  readonly logGroup: string;
  /** `index.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMillis: number;
  readonly memoryMegabytes: number;
  /** Executions that are its own and the most that it gets; absent where it shares the account's. */
  readonly reservedConcurrency?: number;
  /** Where an asynchronous event goes that failed thrice. */
  readonly deadLetterArn?: string;
}

/** What an invocation came to. */
export type InvocationOutcome =
  | { readonly outcome: 'answered'; readonly payload: unknown; readonly requestId: string }
  | { readonly outcome: 'timed-out'; readonly requestId: string }
  /** The handler threw: `errorMessage` is what it threw, for example `Unauthorized`. */
  | {
      readonly outcome: 'function-error';
      readonly errorMessage: string;
      readonly errorType: string;
      readonly requestId: string;
    };

// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
export const payloadLimit = 6 * 1024 * 1024;
