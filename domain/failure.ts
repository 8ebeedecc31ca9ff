/**
 * An outcome that a caller can act on. What to change is in its message, so that it shows no trace where nobody catches
 * it, as in a producer's own CDK app. Edges hold the table from `code` to a status or a page; anything thrown
 * that is not a `Failure` is a bug and is answered 500 with no detail.
 */
export class Failure extends Error {
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'Failure';
    this.code = code;
    this.stack = `${this.name}: ${message}`;
  }
}

export type FailureCode =
  /** An OpenAPI document that cannot become an `ApiDefinition`. */
  | 'invalid_definition'
  /** A registration that breaks a rule of the platform. */
  | 'governance'
  /** A configuration value that is absent or malformed. */
  | 'invalid_configuration';
