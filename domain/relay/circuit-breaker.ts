import { Refusal } from '../errors/refusal';
import type { Clock } from '../ports';
import type { TargetAnswer } from './target';

/** Answers that did not come, one after another, after which the target is left alone. */
const mostFailures = 5;
const mostTimeouts = 2;
/** How long it is left alone: twice as long each time that it still does not answer. */
const shortestPause = 5_000;
const longestPause = 60_000;
/** What the one call may take that looks whether it answers again. */
const probeMillis = 10_000;

/**
 * Keeps calls from a target that does not answer, as each would hold an execution of the relay for its whole time. An
 * answer with an error is an answer: only silence, and connections that fail, count. Each execution environment judges for
 * itself; the relay's reserved concurrency bounds what all of them hold together.
 */
export class CircuitBreaker {
  readonly #clock: Clock;
  #failures = 0;
  #timeouts = 0;
  #pause = shortestPause;
  #openUntil: number | undefined;
  #probing = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * @param send is told how many milliseconds it may take
   * @throws Refusal 503 with `Retry-After` while the target is left alone
   */
  async call(timeoutMillis: number, send: (timeoutMillis: number) => Promise<TargetAnswer>): Promise<TargetAnswer> {
    const isProbe = this.#openUntil !== undefined;
    this.#refuseWhileOpen();
    this.#probing = isProbe;
    try {
      const answer = await send(isProbe ? Math.min(timeoutMillis, probeMillis) : timeoutMillis);
      this.#learn(answer, isProbe);
      return answer;
    } finally {
      if (isProbe) this.#probing = false;
    }
  }

  #refuseWhileOpen(): void {
    if (this.#openUntil === undefined) return;
    const left = this.#openUntil - this.#clock.now().getTime();
    if (left <= 0 && !this.#probing) return;
    const seconds = Math.max(1, Math.ceil(left / 1_000));
    throw new Refusal(
      { code: 'SERVICE_UNAVAILABLE', diagnostics: "The API's backend has stopped answering. Try again later." },
      [['Retry-After', String(seconds)]],
    );
  }

  #learn({ outcome }: TargetAnswer, isProbe: boolean): void {
    if (outcome === 'answered' || outcome === 'too-large') {
      this.#failures = 0;
      this.#timeouts = 0;
      this.#pause = shortestPause;
      this.#openUntil = undefined;
      return;
    }
    this.#failures += 1;
    this.#timeouts = outcome === 'timed-out' ? this.#timeouts + 1 : 0;
    if (!isProbe && this.#failures < mostFailures && this.#timeouts < mostTimeouts) return;
    if (isProbe) this.#pause = Math.min(this.#pause * 2, longestPause);
    this.#openUntil = this.#clock.now().getTime() + this.#pause;
  }
}
