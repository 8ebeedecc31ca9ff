import type { AccountStore } from '../accounts/account-store';
import type { Rows } from '../change-row';
import type { SecretHash } from '../credentials/secret-hash';
import type { Clock, NewId } from '../ports';
import type { Invitation } from './invitation';
import type { Organisation } from './organisation';
import type { Team } from './team';

/** What this wing asks of the outside; each function takes what it uses. */
export interface TeamPorts {
  readonly teams: Rows<Team>;
  readonly organisations: Rows<Organisation>;
  readonly invitations: Rows<Invitation>;
  readonly accounts: AccountStore;
  readonly hash: SecretHash;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newSecret: () => string;
}
