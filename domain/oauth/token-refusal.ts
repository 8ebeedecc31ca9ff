import type { Application } from '../applications/application';
import { Unavailable } from '../unavailable';
import { nhsRefusals, type TokenRefusalCode } from './nhs-refusals';
import { strictRefusals, strictTokenRefusal } from './strict-refusals';

/** The form fields that hold a JWT. */
export type JwtField = 'client_assertion' | 'subject_token' | 'logout_token';

/** Seconds after which it makes sense to ask again, at most. */
const retryAfter: Partial<Record<TokenRefusalCode, number>> = {
  rate_limited: 60,
  failed_too_often: 60,
  unavailable: 5,
};

interface RefusalOptions {
  readonly profile?: Application['profile'];
  /** What went wrong on the platform's side: to be logged, never to be answered. */
  readonly cause?: unknown;
}

/**
 * A request that the authorisation server refuses. Not a `Failure`: OAuth fixes its errors and statuses in the
 * protocol (RFC 6749 §5.2), so no edge has its own table.
 */
export class TokenRefusal extends Error {
  readonly code: TokenRefusalCode;
  readonly field: JwtField;
  readonly status: number;
  readonly error: string;
  readonly description: string;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(
    code: TokenRefusalCode,
    field: JwtField = 'client_assertion',
    { profile = 'nhs', cause }: RefusalOptions = {},
  ) {
    super(code, { cause });
    this.name = 'TokenRefusal';
    this.code = code;
    this.field = field;
    const [status, error, description] = wordsOf[profile](code, field);
    this.status = status;
    this.error = error;
    this.description = description.replace('{jwt}', field);
    this.retryAfter = retryAfter[code];
  }

  /** The same refusal in the words of a profile. */
  as(profile: Application['profile']): TokenRefusal {
    return new TokenRefusal(this.code, this.field, { profile, cause: this.cause });
  }
}

/** What stops a request, as the refusal that a caller may see of it. */
export function asRefusal(error: unknown): TokenRefusal {
  if (error instanceof TokenRefusal) return error;
  const code = error instanceof Unavailable ? 'unavailable' : 'unknown';
  return new TokenRefusal(code, undefined, { cause: error });
}

type Words = readonly [status: number, error: string, description: string];

const wordsOf: Readonly<Record<Application['profile'], (code: TokenRefusalCode, field: JwtField) => Words>> = {
  nhs: (code) => nhsRefusals[code],
  strict: (code, field) => {
    const asked = field === 'client_assertion' ? strictRefusals[code] : strictTokenRefusal;
    const [status, error, description] = nhsRefusals[code];
    return [asked?.[0] ?? status, asked?.[1] ?? error, asked?.[2] ?? description];
  },
};
