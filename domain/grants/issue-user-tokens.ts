import type { SecretHash } from '../access/secret-hash';
import type { Clock } from '../ports';
import type { makeIssueAccessToken } from '../tokens/issue-access-token';
import { secondsAsked, type TokenForm } from '../tokens/token-form';
import type { TokenResponse } from '../tokens/token-response';
import type { Grant } from './grant';
import type { GrantStore } from './grant-store';
import { writeHandle } from './secret-handle';

export interface IssueUserTokensNeeds {
  readonly grants: Pick<GrantStore, 'save'>;
  readonly issue: ReturnType<typeof makeIssueAccessToken>;
  readonly hash: SecretHash;
  readonly newSecret: () => string;
  readonly clock: Clock;
}

interface Request {
  /** As it is to be written, still at the revision that was read. */
  readonly grant: Grant;
  readonly form: TokenForm;
  /** Seconds that the access token may live at most. @default what every access token does */
  readonly atMost?: number;
}

/**
 * An access token and the next refresh token of a grant (RFC 6749 §6, RFC 9700 §4.14.2: each is used once). Undefined
 * where somebody else wrote the grant meanwhile, and then nothing was given out. Signed before it is written, so that
 * a failure to sign leaves the application with the refresh token it has.
 */
export const makeIssueUserTokens =
  ({ grants, issue, hash, newSecret, clock }: IssueUserTokensNeeds) =>
  async ({ grant, form, atMost }: Request): Promise<TokenResponse | undefined> => {
    const secret = newSecret();
    const now = Math.floor(clock.now().getTime() / 1000);
    const count = grant.refresh === undefined ? 0 : grant.refresh.count + 1;
    const asked = secondsAsked(form, '_refresh_token_expiry_ms');
    const expiresAt = asked === undefined ? grant.endsAt : Math.min(grant.endsAt, now + asked);
    const { applicationId, mode } = grant;
    const token = await issue({ applicationId, mode, user: grant, form, ...(atMost && { atMost }) });
    const next: Grant = {
      ...grant,
      revision: grant.revision + 1,
      refresh: { hash: hash.of(secret), count, expiresAt },
      spent: grant.refresh === undefined ? grant.spent : [...grant.spent, grant.refresh.hash],
    };
    if (!(await grants.save(next))) return undefined;
    return {
      access_token: token.accessToken,
      expires_in: String(token.expiresIn),
      token_type: 'Bearer',
      refresh_token: writeHandle({ grantId: grant.id, secret }),
      refresh_token_expires_in: String(expiresAt - now),
      refresh_count: String(count),
    };
  };
