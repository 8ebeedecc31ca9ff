import { healthcareWorkers } from './healthcare-workers';
import { patients } from './patients';
import type { MockProvider, TestUser } from './test-user';

const byId = (users: readonly TestUser[]): ReadonlyMap<string, TestUser> =>
  new Map(users.map((user) => [user.id, user]));

export const testUsers: Readonly<Record<MockProvider, ReadonlyMap<string, TestUser>>> = {
  cis2: byId(healthcareWorkers),
  'nhs-login': byId(patients),
};

/** Who the page offers to sign in on behalf of whom. CIS2 knows nothing of the kind. */
export const delegations: Readonly<Record<MockProvider, readonly { readonly actor: string; readonly user: string }[]>> =
  {
    cis2: [],
    'nhs-login': [{ actor: '9912003071', user: '9912004086' }],
  };
