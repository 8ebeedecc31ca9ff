/** One field of a request that is absent or wrong, in words for its sender. */
export interface Problem {
  readonly code: 'MISSING_VALUE' | 'INVALID_VALUE';
  readonly text: string;
}
