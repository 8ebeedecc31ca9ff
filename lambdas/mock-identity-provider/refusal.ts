/** RFC 6749 §4.1.2.1 and §5.2, RFC 6750 §3.1, OpenID Connect Core §3.1.2.6. */
const statuses = {
  invalid_request: 400,
  invalid_scope: 400,
  invalid_grant: 400,
  invalid_client: 401,
  invalid_token: 401,
  unsupported_grant_type: 400,
  unsupported_response_type: 400,
  request_not_supported: 400,
  request_uri_not_supported: 400,
  login_required: 400,
  unmet_authentication_requirements: 400,
  access_denied: 400,
  temporarily_unavailable: 502,
} as const;
export type RefusalCode = keyof typeof statuses;

/** A request that is wrong, told in the words of OAuth 2.0; the description names what to put right. */
export class ProviderRefusal extends Error {
  readonly error: RefusalCode;

  constructor(error: RefusalCode, description: string) {
    super(description);
    this.name = 'Refusal';
    this.error = error;
  }

  get status() {
    return statuses[this.error];
  }

  toJSON() {
    return { error: this.error, error_description: this.message };
  }
}
