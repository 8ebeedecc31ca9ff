interface Patience {
  /** Tries of one command, the first among them. @default 2 */
  readonly tries?: number;
  /** Milliseconds that one try may take. @default 1500 */
  readonly within?: number;
}

/**
 * How long an SDK client waits. Its own defaults wait for ever; a function must answer within its own ten seconds and
 * API Gateway's 29, so that callers get an error that says what to do.
 */
export const clientSettings = ({ tries = 2, within = 1_500 }: Patience = {}) => ({
  maxAttempts: tries,
  // Without the last one the SDK only logs a warning.
  requestHandler: { connectionTimeout: within / 2, requestTimeout: within, throwOnRequestTimeout: true },
});
