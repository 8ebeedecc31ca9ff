import type { SecretHash } from '../../access/secret-hash';
import type { Application } from '../../applications/application';
import type { Clock } from '../../ports';
import type { Grant } from '../authorization';
import type { GrantStore, Marks } from '../ports';
import { secondsAsked, type TokenForm } from '../token-form';
import type { makeIssueAccessToken } from '../tokens/issue-access-token';
import { type TokenResponse, tokenResponse } from '../tokens/token-response';
import { endOfGrant } from './open-authorization';
import { keepAnswer } from './repeat-answer';
import { writeHandle } from './secret-handle';

export interface IssueUserTokensNeeds {
  readonly grants: Pick<GrantStore, 'save'>;
  readonly issue: ReturnType<typeof makeIssueAccessToken>;
  readonly hash: SecretHash;
  readonly marks: Marks;
  readonly newSecret: () => string;
  readonly clock: Clock;
}

interface Request {
  /** Whose grant it is. */
  readonly application: Pick<Application, 'profile'>;
  /** As it is to be written, still at the revision that was read. */
  readonly grant: Grant;
  readonly form: TokenForm;
  /** Seconds that the access token may live at most. @default what every access token does */
  readonly atMost?: number;
  /** RFC 8693 §2.2.1; of a token exchange only. */
  readonly issuedTokenType?: string;
  /** The secret of the refresh token that is used, if one is. */
  readonly usedSecret?: string;
}

/**
 * An access token and the next refresh token of a grant (RFC 6749 §6, RFC 9700 §4.14.2: each is used once). Undefined
 * where somebody else wrote the grant meanwhile, and then nothing was given out. Signed before it is written, so that
 * a failure to sign leaves the application with the refresh token it has.
 */
export const makeIssueUserTokens =
  ({ grants, issue, hash, marks, newSecret, clock }: IssueUserTokensNeeds) =>
  async ({
    application,
    grant,
    form,
    atMost,
    issuedTokenType,
    usedSecret,
  }: Request): Promise<TokenResponse | undefined> => {
    const secret = newSecret();
    const now = Math.floor(clock.now().getTime() / 1000);
    const count = grant.refresh === undefined ? 0 : grant.refresh.count + 1;
    const asked = secondsAsked(form, '_refresh_token_expiry_ms');
    const end = endOf(grant, form, now);
    const expiresAt = asked === undefined ? end.endsAt : Math.min(end.endsAt, now + asked);
    const { applicationId, mode } = grant;
    const token = await issue({ applicationId, mode, user: grant, form, ...(atMost && { atMost }) });
    const members = {
      access_token: token.accessToken,
      expires_in: String(token.expiresIn),
      token_type: 'Bearer',
      refresh_token: writeHandle({ grantId: grant.id, secret }),
      refresh_token_expires_in: String(expiresAt - now),
      refresh_count: String(count),
      ...(issuedTokenType && { issued_token_type: issuedTokenType }),
    };
    const answer = tokenResponse(application, { members, scope: token.scope });
    const used = grant.refresh && usedSecret && { secret: usedSecret, hash: grant.refresh.hash, now };
    const next: Grant = {
      ...grant,
      ...end,
      revision: grant.revision + 1,
      refresh: { hash: hash.of(secret), count, expiresAt },
      spent: grant.refresh === undefined ? grant.spent : [...grant.spent, grant.refresh.hash],
      ...(used && { lastAnswer: await keepAnswer(answer, used, marks) }),
    };
    return (await grants.save(next)) ? answer : undefined;
  };

/** From the first tokens, as in the original: the way to them, such as a user's way back, does not shorten the period. */
function endOf({ refresh, provider, endsAt, expiresAt }: Grant, form: TokenForm, now: number) {
  if (refresh !== undefined) return { endsAt, expiresAt };
  return endOfGrant(provider, { now, shorterPeriod: secondsAsked(form, '_refresh_tokens_validity_ms') });
}
