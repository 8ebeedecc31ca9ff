import { assertionAlgorithms } from '../../key-sets/public-key-set';
import type { BrowserOrigin } from './browser-origin';
import { grantTypes } from './issue-token';

/** RFC 8414 §2: what this server does, and nothing that it does not. */
export const serverMetadata = (issuer: string, browserOrigin: Pick<BrowserOrigin, 'url'>) => ({
  issuer,
  // The one endpoint that browsers open, so the one apart (RFC 8414 §2 asks for no address below the issuer).
  authorization_endpoint: `${browserOrigin.url}/authorize`,
  token_endpoint: `${issuer}/token`,
  revocation_endpoint: `${issuer}/revoke`,
  introspection_endpoint: `${issuer}/introspect`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/jwks`,
  grant_types_supported: Object.keys(grantTypes),
  response_types_supported: ['code'],
  response_modes_supported: ['query'],
  // Not `authorization_response_iss_parameter_supported`, though strict applications get `iss`: whoever reads that it is
  // supported refuses an answer without it (RFC 9207 §2.4), and the original's answers are without it.
  code_challenge_methods_supported: ['S256'],
  ...authenticationAt('token'),
  ...authenticationAt('revocation'),
  ...authenticationAt('introspection'),
});

/** Said of each endpoint: what is left out means `client_secret_basic`, which none of them takes. */
const authenticationAt = (endpoint: string) => ({
  [`${endpoint}_endpoint_auth_methods_supported`]: ['private_key_jwt', 'client_secret_post'],
  [`${endpoint}_endpoint_auth_signing_alg_values_supported`]: assertionAlgorithms,
});
