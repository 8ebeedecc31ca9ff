/** Counts what may be guessed at, so that it cannot be guessed for long. */
export interface Attempts {
  /** Counts one more and answers whether it is within what the present window allows. */
  allow(key: string, limit: AttemptLimit): Promise<boolean>;
  /** Takes one back that was counted in the present window, as it proved to be no guess. */
  giveBack(key: string, limit: AttemptLimit): Promise<void>;
}

export interface AttemptLimit {
  readonly most: number;
  readonly seconds: number;
}
