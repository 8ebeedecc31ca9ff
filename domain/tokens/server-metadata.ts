import { assertionAlgorithms } from './check-client-assertion';
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
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
});
