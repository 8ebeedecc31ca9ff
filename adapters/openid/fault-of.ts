import * as client from 'openid-client';
import { IdentityProviderFault, type IdentityProviderFaultKind } from '../../domain/oauth/identity-provider-client';

/** What a provider says, or does not, when it is not well (RFC 6749 §4.1.2.1). */
const outages = ['server_error', 'temporarily_unavailable'];
const noAnswer = [
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
];

/** An error of openid-client's as the platform tells it; what is none of the provider's doing stays what it is. */
export function faultOf(error: unknown): unknown {
  const kind = kindOf(error);
  if (kind !== undefined) return new IdentityProviderFault(kind, { cause: error });
  // Whatever our own side throws inside of a request, such as KMS, arrives without a code.
  return error instanceof client.ClientError ? (error.cause ?? error) : error;
}

function kindOf(error: unknown): IdentityProviderFaultKind | undefined {
  if (error instanceof client.AuthorizationResponseError) {
    return outages.includes(error.error) ? 'unavailable' : 'declined';
  }
  if (error instanceof client.ResponseBodyError) return error.status >= 500 ? 'unavailable' : 'untrusted';
  if (error instanceof client.WWWAuthenticateChallengeError) return error.status >= 500 ? 'unavailable' : 'untrusted';
  if (error instanceof client.ClientError && error.code !== undefined) {
    return noAnswer.includes(error.code) ? 'unavailable' : 'untrusted';
  }
  // The Fetch standard's word for a network error; openid-client's own TypeErrors bear a code.
  return error instanceof TypeError && !('code' in error) ? 'unavailable' : undefined;
}
