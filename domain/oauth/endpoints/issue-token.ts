import type { ClientRequest } from '../client-authentication/authenticate-application';
import { makeAuthorizationCode } from '../grant-types/authorization-code';
import { makeClientCredentials } from '../grant-types/client-credentials';
import { makeRefreshToken } from '../grant-types/refresh-token';
import { idTokenType, makeTokenExchange, tokenExchange } from '../grant-types/token-exchange';
import type { OAuthPorts } from '../ports';
import { TokenRefusal } from '../token-refusal';
import type { TokenResponse } from '../tokens/token-response';

type Ports = Pick<
  OAuthPorts,
  | 'issuer'
  | 'audience'
  | 'providers'
  | 'registry'
  | 'authorizations'
  | 'revocations'
  | 'providerKeys'
  | 'signer'
  | 'identities'
  | 'marks'
  | 'hash'
  | 'clock'
  | 'newId'
  | 'newSecret'
>;

type GrantType = (ports: Ports) => (request: ClientRequest) => Promise<TokenResponse>;

/** The grant types that this server honours, by `grant_type`. */
export const grantTypes = {
  authorization_code: makeAuthorizationCode,
  client_credentials: makeClientCredentials,
  refresh_token: makeRefreshToken,
  [tokenExchange]: makeTokenExchange,
} as const satisfies Record<string, GrantType>;

/** The token endpoint: chooses the grant type as the original does, by `subject_token_type` before `grant_type`. */
export const makeIssueToken = (ports: Ports) => {
  const served = new Map(Object.entries(grantTypes).map(([name, make]) => [name, make(ports)]));

  return async (request: ClientRequest): Promise<TokenResponse> => {
    const { grant_type, subject_token_type } = request.form;
    const asked = subject_token_type === idTokenType ? tokenExchange : grant_type;
    if (asked === undefined) throw new TokenRefusal('grant_type_missing');
    const serve = served.get(asked);
    if (serve === undefined) throw new TokenRefusal('grant_type_unsupported');
    return serve(request);
  };
};
