import { assertionAlgorithms } from './assertion-rules';
import { supportedGrants } from './issue-token';

/** RFC 8414 §2: what this server does, and nothing that it does not. */
export const serverMetadata = (issuer: string) => ({
  issuer,
  token_endpoint: `${issuer}/token`,
  revocation_endpoint: `${issuer}/revoke`,
  introspection_endpoint: `${issuer}/introspect`,
  jwks_uri: `${issuer}/jwks`,
  grant_types_supported: supportedGrants,
  // Required by RFC 8414; no grant that is honoured has an authorisation endpoint.
  response_types_supported: [],
  ...authenticationAt('token'),
  ...authenticationAt('revocation'),
  ...authenticationAt('introspection'),
});

/** Said of each endpoint: what is left out means `client_secret_basic`, which none of them takes. */
const authenticationAt = (endpoint: string) => ({
  [`${endpoint}_endpoint_auth_methods_supported`]: ['private_key_jwt', 'client_secret_post'],
  [`${endpoint}_endpoint_auth_signing_alg_values_supported`]: assertionAlgorithms,
});
