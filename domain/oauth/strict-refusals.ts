import type { TokenRefusalCode } from './nhs-refusals';

/** HTTP status, error code and, where the original's words are not true of a strict application, a description. */
type StrictRefusal = readonly [status: number, error: string, description?: string];

/** RFC 8693 §2.2.2: a subject token that is unacceptable, for whatever reason. */
export const strictTokenRefusal: StrictRefusal = [400, 'invalid_request'];

const unauthenticated: StrictRefusal = [401, 'invalid_client'];

/**
 * What a strict application is answered where the original platform's answer is not what the RFCs ask: only error
 * codes of the OAuth registry, 401 for `invalid_client` and 400 for the rest (RFC 6749 §5.2).
 */
export const strictRefusals: Partial<Record<TokenRefusalCode, StrictRefusal>> = {
  assertion_type: unauthenticated,
  jwt_missing: unauthenticated,
  jwt_malformed: unauthenticated,
  alg_invalid: [
    401,
    'invalid_client',
    "Invalid 'alg' header in client_assertion JWT - unsupported JWT algorithm - must be 'PS256' or 'ES256'",
  ],
  kid_missing: unauthenticated,
  kid_unmatched: unauthenticated,
  typ_invalid: [
    401,
    'invalid_client',
    "Invalid 'typ' header in client_assertion JWT - must be 'client-authentication+jwt'",
  ],
  exp_missing: unauthenticated,
  exp_not_integer: unauthenticated,
  exp_passed: unauthenticated,
  exp_too_far: unauthenticated,
  not_yet_valid: unauthenticated,
  iss_sub_mismatch: unauthenticated,
  iss_sub_unknown: unauthenticated,
  jti_missing: unauthenticated,
  jti_invalid: unauthenticated,
  jti_used: unauthenticated,
  aud_invalid: [401, 'invalid_client', "Invalid 'aud' claim in client_assertion JWT - must be the issuer, as a string"],
  application_not_approved: unauthenticated,
  public_key_missing: unauthenticated,
  jwks_unreachable: unauthenticated,
  signature_invalid: unauthenticated,
  client_secret_missing: unauthenticated,
  client_secret_invalid: [401, 'invalid_client', 'The application must authenticate with a signed client assertion'],
  mode_not_usable: [400, 'unauthorized_client'],
  not_a_producer: [400, 'unauthorized_client'],
  redirect_uri_invalid: [400, 'invalid_grant'],
  refresh_token_invalid: [400, 'invalid_grant'],
  refresh_period_over: [400, 'invalid_grant'],
  unknown: [500, 'server_error'],
};
