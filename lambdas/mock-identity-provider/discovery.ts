import { assertionAlgorithms } from './authenticate-client';
import { algorithmOf, type Issuer } from './issuer';

const supported = {
  cis2: {
    scopes_supported: ['openid', 'profile', 'email', 'nhsperson', 'nationalrbacaccess', 'associatedorgs'],
    acr_values_supported: ['AAL1_ANY', 'AAL2_ANY', 'AAL2_OR_AAL3_ANY', 'AAL3_ANY'],
    claims: ['nhsid_useruid', 'nhsid_nrbac_roles', 'selected_roleid', 'authentication_assurance_level', 'uid', 'name'],
  },
  'nhs-login': {
    scopes_supported: [
      'openid',
      'profile',
      'basic_demographics',
      'profile_extended',
      'email',
      'phone',
      'gp_registration_details',
    ],
    acr_values_supported: ['P0', 'P5', 'P9'],
    claims: ['nhs_number', 'identity_proofing_level', 'vot', 'birthdate', 'phone_number', 'act'],
  },
} as const;

/** OpenID Connect Discovery 1.0 §3. */
export function discovery({ url, provider }: Issuer) {
  const { claims, ...own } = supported[provider];
  return {
    issuer: url,
    authorization_endpoint: `${url}/authorize`,
    token_endpoint: `${url}/token`,
    userinfo_endpoint: `${url}/userinfo`,
    jwks_uri: `${url}/jwks`,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [algorithmOf[provider]],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt', 'none'],
    token_endpoint_auth_signing_alg_values_supported: assertionAlgorithms,
    authorization_response_iss_parameter_supported: true,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
    request_parameter_supported: false,
    request_uri_parameter_supported: false,
    claims_supported: ['sub', 'iss', 'aud', 'acr', 'auth_time', 'sid', 'given_name', 'family_name', 'email', ...claims],
    ...own,
  };
}
