import type { Clock, NewId } from '../../ports';
import type { Grant } from '../authorization';
import type { IdentityProviderName } from '../identity-provider';
import type { GrantStore } from '../ports';
import { accessTokenLifetime } from '../tokens/access-token';

export interface OpenGrantNeeds {
  readonly grants: Pick<GrantStore, 'save'>;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Seconds from a sign-in to the end of its last refresh token, as the original platform answers them. */
const refreshPeriods: Readonly<Record<IdentityProviderName, number>> = { 'nhs-cis2': 43_199, 'nhs-login': 3_599 };

/** Epoch seconds: when the last refresh token ends, and the grant with the access token that it gave. */
export function endOfGrant(
  provider: IdentityProviderName,
  { now, shorterPeriod }: { readonly now: number; readonly shorterPeriod: number | undefined },
): Pick<Grant, 'endsAt' | 'expiresAt'> {
  const period = refreshPeriods[provider];
  const endsAt = now + Math.min(shorterPeriod ?? period, period);
  return { endsAt, expiresAt: endsAt + accessTokenLifetime };
}

type SignedIn = Omit<Grant, 'id' | 'revision' | 'spent' | 'refresh' | 'revoked' | 'endsAt' | 'expiresAt'> & {
  /** Seconds by which the application asks for an earlier end. @default the provider's period */
  readonly shorterPeriod?: number | undefined;
};

/** Writes down what a user who has just signed in lets an application do; no token has been given out yet. */
export const makeOpenGrant =
  ({ grants, clock, newId }: OpenGrantNeeds) =>
  async ({ shorterPeriod, ...signedIn }: SignedIn): Promise<Grant> => {
    const now = Math.floor(clock.now().getTime() / 1000);
    const opened: Grant = {
      ...signedIn,
      id: newId(),
      revision: 1,
      spent: [],
      revoked: false,
      ...endOfGrant(signedIn.provider, { now, shorterPeriod }),
    };
    if (!(await grants.save(opened))) throw new Error('Two grants have the same id');
    return opened;
  };
