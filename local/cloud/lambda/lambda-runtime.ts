import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, type Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type { Cloud } from '../cloud';
import { ServiceFailure } from '../faults/service-failure';
import type { Principal } from '../iam/principal';
import { AccountConcurrency } from './account-concurrency';
import { type InvocationOutcome, type LambdaFunction, payloadLimit } from './lambda-function';
import { WorkerPool } from './worker-pool';

export interface LambdaRuntimeNeeds extends Cloud {
  /** One file per function. */
  readonly logFolder: string;
  /** Where functions find the AWS SDK that Lambda's own runtime carries. */
  readonly modulesFolder: string;
  /** Executions at the same time. @default as `accountConcurrency` has it */
  readonly accountConcurrency?: number;
  readonly sendToDeadLetters: (queueArn: string, message: string, roleArn: string) => void;
}

export interface Invocation {
  /** An ARN, with or without a qualifier, or a name. */
  readonly functionArn: string;
  readonly principal: Principal;
  /** The resource on whose behalf a service calls. */
  readonly sourceArn?: string;
  readonly payload: unknown;
  /** How long the caller waits; the function itself runs on to its own limit. */
  readonly timeoutMillis?: number;
}

/** Runs functions in worker threads, each with its own environment, role, memory and time limit. */
export class LambdaRuntime {
  readonly #needs: LambdaRuntimeNeeds;
  readonly #pools = new Map<string, WorkerPool>();
  readonly #retiring = new Map<WorkerPool, Promise<void>>();
  readonly #logs = new Map<string, Writable>();
  readonly #concurrency: AccountConcurrency;

  constructor(needs: LambdaRuntimeNeeds) {
    this.#needs = needs;
    this.#concurrency = new AccountConcurrency(needs.accountConcurrency);
    mkdirSync(needs.logFolder, { recursive: true });
  }

  register(fn: LambdaFunction): void {
    this.#concurrency.reserve(fn);
    const { access, accessKey, account, endpointUrl, clock, modulesFolder } = this.#needs;
    const { accessKeyId, secretAccessKey } = accessKey(accessKeyOf(fn));
    access.bindAccessKey(accessKeyId, {
      kind: 'role',
      arn: fn.roleArn,
      session: fn.name,
      functionArn: fn.arn,
    });
    const environment = {
      AWS_REGION: account.region,
      AWS_DEFAULT_REGION: account.region,
      AWS_ENDPOINT_URL: endpointUrl,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      NODE_PATH: modulesFolder,
      PATH: process.env.PATH ?? '',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    };
    const before = this.#pools.get(fn.name);
    this.#pools.set(
      fn.name,
      new WorkerPool(fn, { clockOffset: clock.offset, environment, log: this.#logs.get(fn.name) ?? this.#logOf(fn) }),
    );
    this.#retire(before);
  }

  /** What it is doing it does to the end. */
  unregister(name: string): void {
    this.#concurrency.reserve({ name });
    this.#retire(this.#pools.get(name));
    this.#pools.delete(name);
  }

  get accountLimit() {
    return this.#concurrency.limit;
  }

  functions(): readonly LambdaFunction[] {
    return [...this.#pools.values()].map((pool) => pool.fn);
  }

  find(arnOrName: string): LambdaFunction | undefined {
    return this.#pools.get(functionNameIn(arnOrName))?.fn;
  }

  /**
   * Throws `AccessDenied` where neither the caller's nor the function's policy allows it, and `TooManyRequestsException`
   * where no execution is left.
   */
  async invoke({ functionArn, principal, sourceArn, payload, timeoutMillis }: Invocation): Promise<InvocationOutcome> {
    const pool = this.#pools.get(functionNameIn(functionArn));
    if (!pool) throw new ServiceFailure('ResourceNotFoundException', `Function not found: ${functionArn}`, 404);
    const context = { 'aws:SourceArn': sourceArn };
    this.#needs.access.authorize({ principal, action: 'lambda:InvokeFunction', resource: pool.fn.arn, context });
    const event = JSON.stringify(payload ?? {});
    if (Buffer.byteLength(event) > payloadLimit) {
      throw new ServiceFailure('RequestTooLargeException', 'Request must be smaller than 6291456 bytes', 413);
    }
    if (this.#needs.faults.strikes({ service: 'lambda', action: 'Invoke', resource: pool.fn.name })) {
      return { outcome: 'function-error', errorType: 'Error', errorMessage: 'a wanted fault', requestId: randomUUID() };
    }
    const outcome = this.#concurrency.hold(pool.fn, () => pool.invoke(event));
    if (timeoutMillis === undefined) return outcome;
    const timer = new AbortController();
    const impatience = wait(timeoutMillis, { outcome: 'timed-out', requestId: '' } as const, {
      signal: timer.signal,
    }).catch(() => outcome);
    return Promise.race([outcome, impatience]).finally(() => timer.abort());
  }

  /**
   * As an event: up to three attempts, then the function's dead-letter queue. The attempts follow at once; AWS waits
   * minutes between them. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
   */
  async invokeAsync(invocation: Invocation): Promise<void> {
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const outcome = await this.#whenNotThrottled(invocation);
      if (outcome.outcome === 'answered') return;
    }
    const fn = this.find(invocation.functionArn);
    this.#needs.warn(`${fn?.name} failed three times on an event`);
    if (!fn?.deadLetterArn) return;
    this.#needs.sendToDeadLetters(fn.deadLetterArn, JSON.stringify(invocation.payload), fn.roleArn);
  }

  /** An event waits for an execution, for hours if need be; that is no attempt (the same page). */
  async #whenNotThrottled(invocation: Invocation): Promise<InvocationOutcome> {
    for (;;) {
      try {
        return await this.invoke(invocation);
      } catch (error) {
        if (!isThrottled(error)) throw error;
        await wait(throttledPauseMillis, undefined, { ref: false });
      }
    }
  }

  #retire(pool: WorkerPool | undefined): void {
    if (!pool) return;
    const retired = pool.retire().finally(() => this.#retiring.delete(pool));
    this.#retiring.set(pool, retired);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#pools.values(), ...this.#retiring.keys()].map((pool) => pool.stop()));
    await Promise.all([...this.#logs.values()].map((log) => new Promise<void>((resolve) => log.end(resolve))));
  }

  /** Opened with the first line, so that a function that never runs leaves no file; nor does one that may not log. */
  #logOf(fn: LambdaFunction): Writable {
    const log = new PassThrough();
    // Every worker of the pool pipes into it.
    log.setMaxListeners(0);
    const file = join(this.#needs.logFolder, `${fn.name}.log`);
    log.once('data', (first: Buffer) => {
      if (!this.#mayLog(fn)) return;
      const target = createWriteStream(file, { flags: 'a' });
      target.write(first);
      log.pipe(target);
    });
    this.#logs.set(fn.name, log);
    return log;
  }

  // A role without the right loses its function's output silently in AWS; here the refusal is told on the terminal.
  #mayLog({ roleArn, logGroup }: LambdaFunction): boolean {
    const { access, account } = this.#needs;
    const resource = `arn:aws:logs:${account.region}:${account.id}:log-group:${logGroup}:log-stream:local`;
    try {
      access.authorize({ principal: { kind: 'role', arn: roleArn }, action: 'logs:PutLogEvents', resource });
      return true;
    } catch {
      return false;
    }
  }
}

const throttledPauseMillis = 200;

export const isThrottled = (error: unknown): boolean =>
  error instanceof ServiceFailure && error.code === 'TooManyRequestsException';

const functionNameIn = (arnOrName: string): string =>
  /^arn:aws:lambda:[^:]*:[^:]*:function:([^:]+)/.exec(arnOrName)?.[1] ?? arnOrName;

/** Looks like one, and is the same at every start. */
export const accessKeyOf = (fn: Pick<LambdaFunction, 'name'>): string =>
  `ASIA${createHash('sha256').update(fn.name).digest('hex').slice(0, 16).toUpperCase()}`;
