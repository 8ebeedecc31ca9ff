import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import { type InvocationOutcome, type LambdaFunction, payloadLimit } from './lambda-function';

export interface WorkerNeeds {
  readonly clockOffset: SharedArrayBuffer;
  /** Environment that every function has beside its own. */
  readonly environment: Readonly<Record<string, string>>;
  readonly log: Writable;
}

// https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib
const loadLimitMillis = 10_000;

const message = z.union([
  z.object({ payload: z.string() }),
  z.object({ error: z.object({ errorType: z.string(), errorMessage: z.string() }) }),
]);

/** One execution environment: a worker thread that keeps the function loaded between invocations. */
export class FunctionWorker {
  readonly #fn: LambdaFunction;
  readonly #worker: Worker;
  readonly #loaded: Promise<void>;
  #isAlive = true;

  constructor(fn: LambdaFunction, { clockOffset, environment, log }: WorkerNeeds) {
    this.#fn = fn;
    this.#worker = new Worker(join(__dirname, 'bootstrap.cjs'), {
      workerData: {
        folder: fn.folder,
        handlerName: fn.handler,
        functionName: fn.name,
        functionArn: fn.arn,
        memoryMegabytes: fn.memoryMegabytes,
        clockOffset,
      },
      env: { ...environment, ...fn.environment, ...runtimeEnvironment(fn) },
      // Without the host's own arguments, which load a TypeScript transformer.
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: fn.memoryMegabytes },
    });
    this.#worker.stdout.pipe(log, { end: false });
    this.#worker.stderr.pipe(log, { end: false });
    this.#worker.once('exit', () => {
      this.#isAlive = false;
    });
    this.#loaded = new Promise((resolve) => {
      this.#worker.once('message', () => resolve());
      this.#worker.once('error', () => resolve());
      this.#worker.once('exit', () => resolve());
    });
  }

  /** Whether it can take another invocation: a time limit, `process.exit` or a full heap ends it. */
  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Loading the code does not count against the function's time limit, but has one of its own. */
  async invoke(event: string): Promise<InvocationOutcome> {
    const requestId = randomUUID();
    const limit = new AbortController();
    await Promise.race([
      this.#loaded,
      wait(loadLimitMillis, undefined, { signal: limit.signal }).catch(() => undefined),
    ]);
    limit.abort();
    return this.#run(event, requestId);
  }

  #run(event: string, requestId: string): Promise<InvocationOutcome> {
    return new Promise((resolve) => {
      const settle = (outcome: InvocationOutcome) => {
        clearTimeout(timer);
        this.#worker.removeAllListeners('message');
        this.#worker.removeAllListeners('error');
        this.#worker.off('exit', exited);
        resolve(outcome);
      };
      const failed = (errorType: string, errorMessage: string) =>
        settle({ outcome: 'function-error', errorType, errorMessage, requestId });
      const exited = () => failed('Runtime.ExitError', `RequestId: ${requestId} Error: Runtime exited`);
      const timer = setTimeout(() => {
        settle({ outcome: 'timed-out', requestId });
        void this.stop();
      }, this.#fn.timeoutMillis);
      this.#worker.on('message', (value: unknown) => {
        // A load that took longer than its limit says only now that it is over.
        if (value !== 'ready') settle(outcomeOf(message.parse(value), requestId));
      });
      this.#worker.once('error', (error) => failed(error.name, error.message));
      this.#worker.once('exit', exited);
      if (!this.#isAlive) return exited();
      this.#worker.postMessage({ requestId, event, deadline: Date.now() + this.#fn.timeoutMillis });
    });
  }

  async stop(): Promise<void> {
    this.#isAlive = false;
    await this.#worker.terminate();
  }
}

function outcomeOf(value: z.infer<typeof message>, requestId: string): InvocationOutcome {
  if ('error' in value) return { outcome: 'function-error', ...value.error, requestId };
  if (Buffer.byteLength(value.payload) > payloadLimit) {
    const errorMessage = `Response payload size exceeded maximum allowed payload size (${payloadLimit} bytes).`;
    return { outcome: 'function-error', errorType: 'Function.ResponseSizeTooLarge', errorMessage, requestId };
  }
  return { outcome: 'answered', payload: JSON.parse(value.payload), requestId };
}

// https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
const runtimeEnvironment = (fn: LambdaFunction) => ({
  AWS_LAMBDA_FUNCTION_NAME: fn.name,
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMegabytes),
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${fn.name}`,
  AWS_LAMBDA_LOG_STREAM_NAME: 'local',
  LAMBDA_TASK_ROOT: fn.folder,
  _HANDLER: fn.handler,
  TZ: 'UTC',
});
