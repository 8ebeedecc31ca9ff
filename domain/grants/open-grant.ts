import type { Clock, NewId } from '../ports';
import { accessTokenLifetime } from '../tokens/access-token';
import type { IdentityProviderName } from '../tokens/identity-provider';
import type { Grant } from './grant';
import type { GrantStore } from './grant-store';

export interface OpenGrantNeeds {
  readonly grants: Pick<GrantStore, 'save'>;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Seconds from a sign-in to the end of its last refresh token, as the original platform answers them. */
const refreshPeriods: Readonly<Record<IdentityProviderName, number>> = { 'nhs-cis2': 43_199, 'nhs-login': 3_599 };

type SignedIn = Omit<Grant, 'id' | 'revision' | 'spent' | 'refresh' | 'revoked' | 'endsAt' | 'expiresAt'> & {
  /** Seconds by which the application asks for an earlier end. @default the provider's period */
  readonly shorterPeriod?: number | undefined;
};

/** Writes down what a user who has just signed in lets an application do; no token has been given out yet. */
export const makeOpenGrant =
  ({ grants, clock, newId }: OpenGrantNeeds) =>
  async ({ shorterPeriod, ...signedIn }: SignedIn): Promise<Grant> => {
    const now = Math.floor(clock.now().getTime() / 1000);
    const period = refreshPeriods[signedIn.provider];
    const endsAt = now + Math.min(shorterPeriod ?? period, period);
    const opened: Grant = {
      ...signedIn,
      id: newId(),
      revision: 1,
      spent: [],
      endsAt,
      revoked: false,
      expiresAt: endsAt + accessTokenLifetime,
    };
    if (!(await grants.save(opened))) throw new Error('Two grants have the same id');
    return opened;
  };
