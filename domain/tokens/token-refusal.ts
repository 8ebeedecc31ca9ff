/**
 * Every way the token endpoint refuses: HTTP status, error code and description, in the words of the original
 * platform, because clients were written against them. `{jwt}` stands for the form field that holds the JWT.
 */
export const tokenRefusals = {
  content_type: [415, 'invalid_request', 'Content-Type header must be application/x-www-form-urlencoded'],
  body_too_large: [413, 'invalid_request', 'Request body is too large'],
  parameter_repeated: [400, 'invalid_request', 'A parameter is repeated'],
  several_client_authentications: [400, 'invalid_request', 'More than one client authentication method is used'],
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
  token_missing: [400, 'invalid_request', 'token is missing'],
  token_of_another: [400, 'invalid_grant', 'token was issued to another application'],
  not_a_producer: [401, 'unauthorized_client', 'your application is not registered as the producer of an API'],
  not_found: [404, 'invalid_request', 'Not Found'],
  unknown: [
    500,
    'unknown_error',
    'An unknown error occurred processing this request. Contact us for assistance diagnosing this issue: https://digital.nhs.uk/developer/help-and-support quoting Message ID',
  ],
} as const satisfies Record<string, readonly [status: number, error: string, description: string]>;

export type TokenRefusalCode = keyof typeof tokenRefusals;

/** The form fields that hold a JWT. */
export type JwtField = 'client_assertion' | 'subject_token';

/**
 * A request that the authorisation server refuses. Not a `Failure`: OAuth fixes its errors and statuses in the
 * protocol (RFC 6749 §5.2), so no edge has its own table.
 */
export class TokenRefusal extends Error {
  readonly code: TokenRefusalCode;
  readonly status: (typeof tokenRefusals)[TokenRefusalCode][0];
  readonly error: string;
  readonly description: string;

  constructor(code: TokenRefusalCode, field: JwtField = 'client_assertion') {
    super(code);
    this.name = 'TokenRefusal';
    this.code = code;
    const [status, error, description] = tokenRefusals[code];
    this.status = status;
    this.error = error;
    this.description = description.replace('{jwt}', field);
  }
}
