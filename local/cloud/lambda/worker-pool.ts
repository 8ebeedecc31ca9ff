import { setTimeout as wait } from 'node:timers/promises';
import { FunctionWorker, type WorkerNeeds } from './function-worker';
import type { InvocationOutcome, LambdaFunction } from './lambda-function';

/** Threads of one machine stand for AWS's thousand executions. */
const mostThreads = 10;

/** The execution environments of one function: started when first needed, one invocation each, the rest waits. */
export class WorkerPool {
  readonly fn: LambdaFunction;
  readonly #needs: WorkerNeeds;
  readonly #idle: FunctionWorker[] = [];
  readonly #all = new Set<FunctionWorker>();
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(fn: LambdaFunction, needs: WorkerNeeds) {
    this.fn = fn;
    this.#needs = needs;
  }

  async invoke(event: string): Promise<InvocationOutcome> {
    await this.#turn();
    const worker = this.#take();
    try {
      return await worker.invoke(event);
    } finally {
      if (worker.isAlive) this.#idle.push(worker);
      else this.#all.delete(worker);
      this.#release();
    }
  }

  /** Stops once the last invocation has ended. */
  async retire(): Promise<void> {
    while (this.#busy > 0) await wait(100);
    await this.stop();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#all].map((worker) => worker.stop()));
  }

  /** A slot passes straight from who leaves to who waits longest. */
  async #turn(): Promise<void> {
    if (this.#busy < mostThreads) this.#busy += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #release(): void {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#busy -= 1;
  }

  #take(): FunctionWorker {
    for (let worker = this.#idle.pop(); worker; worker = this.#idle.pop()) {
      if (worker.isAlive) return worker;
      this.#all.delete(worker);
    }
    const started = new FunctionWorker(this.fn, this.#needs);
    this.#all.add(started);
    return started;
  }
}
