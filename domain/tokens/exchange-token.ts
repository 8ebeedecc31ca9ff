import { requireAssertionType } from './authenticate-application';
import type { GrantNeeds } from './grant-client-credentials';
import type { IdentityCipher } from './identity-cipher';
import { identityIn, modeProved } from './identity-provider';
import type { TokenForm } from './token-form';
import { TokenRefusal } from './token-refusal';
import type { TokenResponse } from './token-response';
import { makeVerifySubjectToken, type VerifySubjectTokenNeeds } from './verify-subject-token';

export const tokenExchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';
export const idTokenType = 'urn:ietf:params:oauth:token-type:id_token';
const accessTokenUri = 'urn:ietf:params:oauth:token-type:access_token';

export type ExchangeTokenNeeds = GrantNeeds & VerifySubjectTokenNeeds & { readonly identities: IdentityCipher };

/** RFC 8693: an application that signed a user in elsewhere trades the ID token for a user-restricted access token. */
export const makeExchangeToken = ({ authenticate, issue, identities, ...needs }: ExchangeTokenNeeds) => {
  const verifySubjectToken = makeVerifySubjectToken(needs);

  return async (form: TokenForm): Promise<TokenResponse> => {
    requireAssertionType(form);
    if (form.grant_type !== tokenExchangeGrant) throw new TokenRefusal('grant_type_invalid');
    refuseUnsupported(form);
    const application = await authenticate(form);
    const { provider, claims } = await verifySubjectToken(form.subject_token, application);
    const mode = modeProved(provider, claims);
    if (mode === undefined) throw new TokenRefusal('level_unsupported');
    const identity = await identities.seal(identityIn(provider, claims), application.id);
    const token = await issue({ applicationId: application.id, mode, identity, form });
    return {
      access_token: token.accessToken,
      expires_in: String(token.expiresIn),
      token_type: 'Bearer',
      issued_token_type: accessTokenUri,
    };
  };
};

/** Asked for and not heeded would be a token that is worth more, or stands for somebody else, than was meant. */
function refuseUnsupported(form: TokenForm): void {
  if (form.audience !== undefined || form.resource !== undefined) throw new TokenRefusal('target_unsupported');
  if (form.actor_token !== undefined || form.actor_token_type !== undefined) {
    throw new TokenRefusal('actor_unsupported');
  }
}
