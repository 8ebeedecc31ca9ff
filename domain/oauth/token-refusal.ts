import type { Application } from '../applications/application';
import { Unavailable } from '../unavailable';
import { strictRefusals, strictTokenRefusal } from './strict-refusals';

/**
 * Every way the token endpoint refuses: HTTP status, error code and description, in the words of the original
 * platform, because clients were written against them. `{jwt}` stands for the form field that holds the JWT.
 */
export const tokenRefusals = {
  content_type: [415, 'invalid_request', 'Content-Type header must be application/x-www-form-urlencoded'],
  body_too_large: [413, 'invalid_request', 'Request body is too large'],
  parameter_repeated: [400, 'invalid_request', 'A parameter is repeated'],
  several_client_authentications: [400, 'invalid_request', 'More than one client authentication method is used'],
  authorization_header: [401, 'invalid_client', 'Authentication by an Authorization header is not supported'],
  rate_limited: [429, 'temporarily_unavailable', 'The rate limit is exceeded'],
  failed_too_often: [429, 'temporarily_unavailable', 'Too many failed attempts to authenticate'],
  grant_type_missing: [400, 'invalid_request', 'grant_type is missing'],
  grant_type_invalid: [400, 'invalid_request', 'grant_type is invalid'],
  grant_type_unsupported: [400, 'unsupported_grant_type', 'grant_type is invalid'],
  target_unsupported: [400, 'invalid_target', 'audience and resource are not supported'],
  actor_unsupported: [400, 'invalid_request', 'actor_token is not supported'],
  assertion_type: [
    400,
    'invalid_request',
    "Missing or invalid client_assertion_type - must be 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'",
  ],
  subject_token_type: [
    400,
    'invalid_request',
    "missing or invalid subject_token_type - must be 'urn:ietf:params:oauth:token-type:id_token'",
  ],
  jwt_missing: [400, 'invalid_request', 'Missing {jwt}'],
  jwt_malformed: [400, 'invalid_request', 'Malformed JWT in {jwt}'],
  alg_invalid: [
    400,
    'invalid_request',
    "Invalid 'alg' header in {jwt} JWT - unsupported JWT algorithm - must be 'RS512'",
  ],
  alg_missing: [400, 'invalid_request', "Missing 'alg' header in {jwt} JWT"],
  alg_of_provider_invalid: [
    400,
    'invalid_request',
    "Invalid 'alg' header in {jwt} JWT - unsupported JWT algorithm - must be 'RS256' or 'RS512'",
  ],
  kid_missing: [400, 'invalid_request', "Missing 'kid' header in {jwt} JWT"],
  kid_unmatched: [401, 'invalid_request', "Invalid 'kid' header in {jwt} JWT - no matching public key"],
  typ_invalid: [400, 'invalid_request', "Invalid 'typ' header in {jwt} JWT - must be 'JWT'"],
  exp_missing: [400, 'invalid_request', "Missing 'exp' claim in {jwt} JWT"],
  exp_not_integer: [400, 'invalid_request', "Invalid 'exp' claim in {jwt} JWT - must be an integer"],
  exp_passed: [400, 'invalid_request', "Invalid 'exp' claim in {jwt} JWT - JWT has expired"],
  exp_too_far: [400, 'invalid_request', "Invalid 'exp' claim in {jwt} JWT - more than 5 minutes in future"],
  not_yet_valid: [400, 'invalid_request', "Invalid 'iat'/'nbf' claim in {jwt} JWT - in the future"],
  iss_sub_mismatch: [400, 'invalid_request', "Missing or non-matching 'iss'/'sub' claims in {jwt} JWT"],
  iss_sub_unknown: [401, 'invalid_request', "Invalid 'iss'/'sub' claims in {jwt} JWT"],
  iss_missing: [400, 'invalid_request', "Missing 'iss' claim in {jwt} JWT"],
  iss_unknown: [400, 'invalid_request', "Missing or non-matching 'iss' claim in {jwt} JWT"],
  jti_missing: [400, 'invalid_request', "Missing 'jti' claim in {jwt} JWT"],
  jti_invalid: [
    400,
    'invalid_request',
    "Invalid 'jti' claim in {jwt} JWT - must be a unique string value such as a GUID",
  ],
  jti_used: [400, 'invalid_request', "Non-unique 'jti' claim in {jwt} JWT"],
  aud_invalid: [401, 'invalid_request', "Missing or invalid 'aud' claim in {jwt} JWT"],
  aud_missing: [401, 'invalid_request', "Missing 'aud' claim in {jwt} JWT"],
  aud_of_another: [401, 'invalid_request', "Invalid 'aud' claim in {jwt} JWT"],
  iat_missing: [400, 'invalid_request', "Missing 'iat' claim in {jwt} JWT"],
  events_invalid: [400, 'invalid_request', "Missing or invalid 'events' claim in {jwt} JWT"],
  nonce_present: [400, 'invalid_request', "Invalid 'nonce' claim in {jwt} JWT - must not be present"],
  sid_sub_missing: [400, 'invalid_request', "Missing 'sid'/'sub' claims in {jwt} JWT"],
  session_over: [401, 'invalid_request', "Invalid 'sid' claim in {jwt} JWT - the user has signed out"],
  act_invalid: [400, 'invalid_request', "Invalid 'act' claim in subject_token JWT"],
  application_not_approved: [
    401,
    'access_denied',
    'The developer app associated with the API key is not approved or revoked',
  ],
  public_key_missing: [
    403,
    'public_key error',
    'You need to register a public key to use this authentication method - please contact support to configure',
  ],
  jwks_unreachable: [403, 'public_key error', "The JWKS endpoint, for your client_assertion can't be reached"],
  signature_invalid: [401, 'public_key error', 'JWT signature verification failed'],
  mode_not_usable: [
    401,
    'unauthorized_client',
    'you have tried to request authorization but your application is not configured to use this authorization grant type',
  ],
  redirect_uri_missing: [400, 'invalid_request', 'redirect_uri is missing'],
  redirect_uri_invalid: [400, 'invalid_request', 'redirect_uri is invalid'],
  code_missing: [400, 'invalid_request', 'authorization_code is missing'],
  code_invalid: [400, 'invalid_grant', 'authorization_code is invalid'],
  code_verifier_invalid: [400, 'invalid_grant', 'code_verifier is missing or invalid'],
  refresh_token_missing: [400, 'invalid_request', 'refresh_token is missing'],
  refresh_token_invalid: [401, 'invalid_grant', 'refresh_token is invalid'],
  refresh_period_over: [401, 'invalid_grant', 'refresh token refresh period has expired'],
  client_id_missing: [401, 'invalid_request', 'client_id is missing'],
  client_id_invalid: [401, 'invalid_request', 'client_id is invalid'],
  client_secret_missing: [401, 'invalid_request', 'client_secret is missing'],
  client_secret_invalid: [401, 'invalid_client', 'client_id or client_secret is invalid'],
  state_invalid: [400, 'invalid_request', 'Invalid state parameter.'],
  access_token_invalid: [401, 'invalid_token', 'access_token is missing, invalid or expired'],
  upstream_session_over: [401, 'invalid_token', 'the session with NHS CIS2 is over - the user must sign in again'],
  userinfo_unsupported: [
    400,
    'invalid_request',
    'The Userinfo endpoint is only supported for Combined Auth integrations. Currently this is only for NHS CIS2 authentications - for more guidance see https://digital.nhs.uk/developer/guides-and-documentation/security-and-authorisation/user-restricted-restful-apis-nhs-cis2-combined-authentication-and-authorisation',
  ],
  provider_unavailable: [503, 'temporarily_unavailable', 'The identity provider is unavailable - try again later'],
  token_missing: [400, 'invalid_request', 'token is missing'],
  token_of_another: [400, 'invalid_grant', 'token was issued to another application'],
  not_a_producer: [401, 'unauthorized_client', 'your application is not registered as the producer of an API'],
  monitoring_key_invalid: [401, 'Access Denied', 'Invalid api key for _status monitoring endpoint'],
  not_found: [404, 'invalid_request', 'Not Found'],
  unavailable: [503, 'temporarily_unavailable', 'The service is temporarily unavailable'],
  unknown: [
    500,
    'unknown_error',
    'An unknown error occurred processing this request. Contact us for assistance diagnosing this issue: https://digital.nhs.uk/developer/help-and-support quoting Message ID',
  ],
} as const satisfies Record<string, readonly [status: number, error: string, description: string]>;

export type TokenRefusalCode = keyof typeof tokenRefusals;

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
  nhs: (code) => tokenRefusals[code],
  strict: (code, field) => {
    const asked = field === 'client_assertion' ? strictRefusals[code] : strictTokenRefusal;
    const [status, error, description] = tokenRefusals[code];
    return [asked?.[0] ?? status, asked?.[1] ?? error, asked?.[2] ?? description];
  },
};
