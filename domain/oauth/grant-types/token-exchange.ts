import { type AcceptSignInPorts, makeAcceptSignIn } from '../authorizations/accept-sign-in';
import { type IssueUserTokensPorts, makeIssueUserTokens } from '../authorizations/issue-user-tokens';
import type { ClientRequest } from '../client-authentication/authenticate-application';
import { requireAssertionType } from '../client-authentication/client-assertion';
import { secondsAsked, type TokenForm } from '../token-form';
import { TokenRefusal } from '../token-refusal';
import type { TokenResponse } from '../tokens/token-response';
import { makeVerifySubjectToken, type VerifySubjectTokenPorts } from '../tokens/verify-subject-token';

export const tokenExchange = 'urn:ietf:params:oauth:grant-type:token-exchange';
export const idTokenType = 'urn:ietf:params:oauth:token-type:id_token';
const accessTokenUri = 'urn:ietf:params:oauth:token-type:access_token';

type Ports = AcceptSignInPorts & VerifySubjectTokenPorts & IssueUserTokensPorts;

/** RFC 8693: an application that signed a user in elsewhere trades the ID token for a user-restricted access token. */
export const makeTokenExchange = (ports: Ports) => {
  const { clock } = ports;
  const verifySubjectToken = makeVerifySubjectToken(ports);
  const acceptSignIn = makeAcceptSignIn(ports);
  const issueUserTokens = makeIssueUserTokens(ports);

  return async ({ form, authenticate }: ClientRequest): Promise<TokenResponse> => {
    if (form.subject_token_type !== idTokenType) throw new TokenRefusal('subject_token_type');
    requireAssertionType(form);
    if (form.grant_type !== tokenExchange) throw new TokenRefusal('grant_type_invalid');
    refuseUnsupported(form);
    const application = await authenticate();
    const { idToken, actor } = await verifySubjectToken(form.subject_token, application);
    const shorterPeriod = secondsAsked(form, '_refresh_tokens_validity_ms');
    const authorization = await acceptSignIn({ application, idToken, actor, pattern: 'separate', shorterPeriod });
    // What is traded in is not outlived by what it is traded for; the clocks may differ by a minute.
    const atMost = Math.max(1, Number(idToken.claims.exp) - Math.floor(clock.now().getTime() / 1000));
    const tokens = await issueUserTokens({ application, authorization, form, atMost, issuedTokenType: accessTokenUri });
    if (tokens === undefined) throw new Error('An authorization was written by somebody else before it was answered');
    return tokens;
  };
};

/** Asked for and not heeded would be a token that is worth more, or stands for somebody else, than was meant. */
function refuseUnsupported(form: TokenForm): void {
  if (form.audience !== undefined || form.resource !== undefined) throw new TokenRefusal('target_unsupported');
  if (form.actor_token !== undefined || form.actor_token_type !== undefined) {
    throw new TokenRefusal('actor_unsupported');
  }
}
