/** What a member of a team may be, each more than the one before. */
export const roles = ['viewer', 'member', 'administrator', 'owner'] as const;
export type Role = (typeof roles)[number];

/**
 * Who may do what: for each action on each object the least role that allows it. Whoever is not in the team may do
 * nothing, and is told that there is no such object. Every decision about what belongs to a team is made by this table.
 */
export const permissions = {
  team: { view: 'viewer', leave: 'viewer', rename: 'administrator', close: 'owner' },
  organisation: { view: 'viewer', state: 'owner', change: 'owner' },
  members: { invite: 'administrator', change: 'administrator', remove: 'administrator' },
  /** Making somebody an owner, or an owner something else. */
  owners: { change: 'owner' },
  applications: {
    view: 'viewer',
    create: 'member',
    change: 'member',
    delete: 'administrator',
    transfer: 'administrator',
  },
  /** API keys, client secrets and public keys. */
  credentials: { issue: 'member', remove: 'member' },
  subscriptions: { ask: 'member', end: 'member' },
  products: { view: 'viewer', change: 'member', submit: 'administrator' },
  /** APIs that the team publishes. */
  apis: { view: 'viewer', decide: 'member', announce: 'administrator', record: 'administrator' },
  events: { view: 'viewer' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Role>>>>;

type Table = typeof permissions;
/** An action on an object, such as `applications.delete`. */
export type Action = { [Thing in keyof Table]: `${Thing}.${keyof Table[Thing] & string}` }[keyof Table];

const least: ReadonlyMap<string, Role> = new Map(
  Object.entries(permissions).flatMap(([thing, of]) =>
    Object.entries(of).map(([verb, role]): [string, Role] => [`${thing}.${verb}`, role]),
  ),
);

/** Every action that the table knows, in its order. */
export const actions = [...least.keys()] as readonly Action[];

/** The least role that may do it. */
export const leastRole = (action: Action): Role => least.get(action) ?? 'owner';

export const allows = (role: Role, action: Action): boolean => roles.indexOf(role) >= roles.indexOf(leastRole(action));

/** Somebody in the team asked for what their role does not allow. */
export class NotAllowed extends Error {
  readonly action: Action;
  readonly role: Role;

  constructor(role: Role, action: Action) {
    super(`A ${role} may not ${action}`);
    this.name = 'NotAllowed';
    this.role = role;
    this.action = action;
  }
}

/** @throws NotAllowed */
export function demand(role: Role, action: Action): void {
  if (!allows(role, action)) throw new NotAllowed(role, action);
}
