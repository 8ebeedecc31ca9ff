import { ServiceFailure } from '../faults/service-failure';
import type { LambdaFunction } from './lambda-function';

/** Of an account whose quota was raised, as the guide for platform engineers asks; AWS gives 1,000, a new account fewer. */
export const accountConcurrency = 5_000;
const leastUnreserved = 100;

/**
 * How many executions run at once: what a function has reserved is its own and the most that it gets, all others share
 * the rest of the account's. https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html
 */
export class AccountConcurrency {
  readonly #account: number;
  readonly #reserved = new Map<string, number>();
  readonly #running = new Map<string, number>();
  #shared = 0;

  constructor(account = accountConcurrency) {
    this.#account = account;
  }

  /** @throws ServiceFailure where too little would be left for the functions that reserve nothing. */
  reserve({ name, reservedConcurrency }: Pick<LambdaFunction, 'name' | 'reservedConcurrency'>): void {
    const before = this.#reserved.get(name);
    this.#reserved.delete(name);
    if (reservedConcurrency === undefined) return;
    if (this.#unreserved - reservedConcurrency < leastUnreserved) {
      if (before !== undefined) this.#reserved.set(name, before);
      throw new ServiceFailure(
        'InvalidParameterValueException',
        "Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its " +
          `minimum value of [${leastUnreserved}].`,
      );
    }
    this.#reserved.set(name, reservedConcurrency);
  }

  /** @throws ServiceFailure 429 where the function, or what it shares, has none left. */
  async hold<T>({ name }: Pick<LambdaFunction, 'name'>, execute: () => Promise<T>): Promise<T> {
    const own = this.#reserved.get(name);
    const running = this.#running.get(name) ?? 0;
    const isFull = own === undefined ? this.#shared >= this.#unreserved : running >= own;
    if (isFull) throw new ServiceFailure('TooManyRequestsException', 'Rate Exceeded.', 429);
    this.#count(name, 1, own === undefined);
    return execute().finally(() => this.#count(name, -1, own === undefined));
  }

  /** As Lambda tells it: https://docs.aws.amazon.com/lambda/latest/api/API_AccountLimit.html */
  get limit() {
    return { ConcurrentExecutions: this.#account, UnreservedConcurrentExecutions: this.#unreserved };
  }

  get #unreserved(): number {
    return [...this.#reserved.values()].reduce((left, each) => left - each, this.#account);
  }

  #count(name: string, change: 1 | -1, isShared: boolean): void {
    this.#running.set(name, (this.#running.get(name) ?? 0) + change);
    if (isShared) this.#shared += change;
  }
}
