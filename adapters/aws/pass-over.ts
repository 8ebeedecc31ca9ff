type ErrorClass = abstract new (...values: never[]) => Error;

/** For `catch`: undefined in place of an expected refusal. */
export const passOver =
  (...expected: readonly ErrorClass[]) =>
  (error: unknown): undefined => {
    if (!expected.some((refusal) => error instanceof refusal)) throw error;
    return undefined;
  };
