import type { Application } from '../../applications/application';
import type { Authorization } from '../authorization';
import type { OAuthPorts } from '../ports';
import { secondsAsked, type TokenForm } from '../token-form';
import { type IssueAccessTokenPorts, makeIssueAccessToken } from '../tokens/issue-access-token';
import { type TokenResponse, tokenResponse } from '../tokens/token-response';
import { endOfAuthorization } from './open-authorization';
import { keepAnswer } from './repeat-answer';
import { writeHandle } from './secret-handle';

export type IssueUserTokensPorts = IssueAccessTokenPorts &
  Pick<OAuthPorts, 'authorizations' | 'hash' | 'marks' | 'newSecret'>;

interface Request {
  /** Whose authorisation it is. */
  readonly application: Pick<Application, 'profile'>;
  /** As it is to be written, still at the revision that was read. */
  readonly authorization: Authorization;
  readonly form: TokenForm;
  /** Seconds that the access token may live at most. @default what every access token does */
  readonly atMost?: number;
  /** RFC 8693 §2.2.1; of a token exchange only. */
  readonly issuedTokenType?: string;
  /** The secret of the refresh token that is used, if one is. */
  readonly usedSecret?: string;
}

/**
 * An access token and the next refresh token of an authorisation (RFC 6749 §6, RFC 9700 §4.14.2: each is used once).
 * Undefined where somebody else wrote it meanwhile, and then nothing was given out. Signed before it is written, so that a
 * failure to sign leaves the application with the refresh token it has.
 */
export const makeIssueUserTokens = (ports: IssueUserTokensPorts) => {
  const { authorizations, hash, marks, newSecret, clock } = ports;
  const issueAccessToken = makeIssueAccessToken(ports);

  return async (request: Request): Promise<TokenResponse | undefined> => {
    const { application, authorization, form, atMost, issuedTokenType, usedSecret } = request;
    const { applicationId, mode, refresh, spent } = authorization;
    const secret = newSecret();
    const now = Math.floor(clock.now().getTime() / 1000);
    const count = refresh === undefined ? 0 : refresh.count + 1;
    const asked = secondsAsked(form, '_refresh_token_expiry_ms');
    const end = endOf(authorization, form, now);
    const expiresAt = asked === undefined ? end.endsAt : Math.min(end.endsAt, now + asked);
    const token = await issueAccessToken({ applicationId, mode, user: authorization, form, ...(atMost && { atMost }) });
    const members = {
      access_token: token.accessToken,
      expires_in: String(token.expiresIn),
      token_type: 'Bearer',
      refresh_token: writeHandle({ authorizationId: authorization.id, secret }),
      refresh_token_expires_in: String(expiresAt - now),
      refresh_count: String(count),
      ...(issuedTokenType && { issued_token_type: issuedTokenType }),
    };
    const answer = tokenResponse(application, { members, scope: token.scope });
    const used = refresh && usedSecret && { secret: usedSecret, hash: refresh.hash, now };
    const next: Authorization = {
      ...authorization,
      ...end,
      revision: authorization.revision + 1,
      refresh: { hash: hash.of(secret), count, expiresAt },
      spent: refresh === undefined ? spent : [...spent, refresh.hash],
      ...(used && { lastAnswer: await keepAnswer(answer, used, marks) }),
    };
    return (await authorizations.save(next)) ? answer : undefined;
  };
};

/** From the first tokens, as in the original: the way to them, such as a user's way back, does not shorten the period. */
function endOf({ refresh, provider, endsAt, expiresAt }: Authorization, form: TokenForm, now: number) {
  if (refresh !== undefined) return { endsAt, expiresAt };
  return endOfAuthorization(provider, { now, shorterPeriod: secondsAsked(form, '_refresh_tokens_validity_ms') });
}
