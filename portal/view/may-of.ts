import { type Action, actions, allows, type Role } from '../../domain/teams/permissions';

/** What a page offers whoever has a role; what is asked for all the same is refused by the domain. */
export const mayOf = (role: Role): Readonly<Partial<Record<Action, boolean>>> =>
  Object.fromEntries(actions.map((action) => [action, allows(role, action)]));
