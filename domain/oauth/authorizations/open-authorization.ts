import type { Authorization } from '../authorization';
import type { IdentityProviderName } from '../identity-provider';
import type { OAuthPorts } from '../ports';
import { accessTokenLifetime } from '../tokens/access-token';

/** Seconds from a sign-in to the end of its last refresh token, as the original platform answers them. */
const refreshPeriods: Readonly<Record<IdentityProviderName, number>> = { 'nhs-cis2': 43_199, 'nhs-login': 3_599 };

/** Epoch seconds: when the last refresh token ends, and the authorisation with the access token that it gave. */
export function endOfAuthorization(
  provider: IdentityProviderName,
  { now, shorterPeriod }: { readonly now: number; readonly shorterPeriod: number | undefined },
): Pick<Authorization, 'endsAt' | 'expiresAt'> {
  const period = refreshPeriods[provider];
  const endsAt = now + Math.min(shorterPeriod ?? period, period);
  return { endsAt, expiresAt: endsAt + accessTokenLifetime };
}

type SignedIn = Omit<Authorization, 'id' | 'revision' | 'spent' | 'refresh' | 'revoked' | 'endsAt' | 'expiresAt'> & {
  /** Seconds by which the application asks for an earlier end. @default the provider's period */
  readonly shorterPeriod?: number | undefined;
};

/** Writes down what a user who has just signed in lets an application do; no token has been given out yet. */
export const makeOpenAuthorization =
  ({ authorizations, clock, newId }: Pick<OAuthPorts, 'authorizations' | 'clock' | 'newId'>) =>
  async ({ shorterPeriod, ...signedIn }: SignedIn): Promise<Authorization> => {
    const now = Math.floor(clock.now().getTime() / 1000);
    const opened: Authorization = {
      ...signedIn,
      id: newId(),
      revision: 1,
      spent: [],
      revoked: false,
      ...endOfAuthorization(signedIn.provider, { now, shorterPeriod }),
    };
    if (!(await authorizations.save(opened))) throw new Error('Two authorizations have the same id');
    return opened;
  };
