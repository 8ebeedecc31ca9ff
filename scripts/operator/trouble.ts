/** What went wrong when an operator asked something of an environment, in words that an operator can act on. */
export function troubleOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const advice = Object.entries(byName).find(([name]) => error.name === name || codesOf(error).includes(name))?.[1];
  return advice ?? error.message;
}

const byName: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'No platform answers: run npm start, or name an environment of AWS with --environment',
  AccessDenied:
    'Only the reader of the operational logs may read them: give --role, --mfa-serial and --mfa-code to become it',
  AccessDeniedException:
    'Your role may not do that, or not look up the environment’s parameters: check whose credentials these are, or give --role, --mfa-serial and --mfa-code',
  ParameterNotFound: 'There is no such environment in this account and region',
  CredentialsProviderError: 'There are no AWS credentials: sign in, or name a profile in AWS_PROFILE',
  ExpiredToken: 'The AWS credentials are out of date: sign in again',
};

/** A refused connection is one error for each address that was tried. */
const codesOf = (error: Error): readonly unknown[] => [
  'code' in error ? error.code : undefined,
  ...(error instanceof AggregateError ? error.errors.map((one) => one.code) : []),
];
