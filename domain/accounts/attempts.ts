/** Counts what may be guessed at, so that it cannot be guessed for long. */
export interface Attempts {
  /** Counts one more and answers whether it is within what the present window allows. */
  allow(key: string, limit: AttemptLimit): Promise<boolean>;
  /** Whether one more would be within it; counts nothing. */
  mayTry(key: string, limit: AttemptLimit): Promise<boolean>;
}

export interface AttemptLimit {
  readonly most: number;
  readonly seconds: number;
}
