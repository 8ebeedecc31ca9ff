import * as z from 'zod';
import { type Role, roles } from './permissions';

const member = z.object({
  /** `Account.id`: who that is stands with the account alone, and goes with it. */
  account: z.string().min(1),
  role: z.enum(roles),
  since: z.iso.datetime(),
});
export type Member = z.infer<typeof member>;

/** What a team knows of somebody whom it has invited; the address stands with the invitation alone. */
const invited = z.object({
  id: z.string().min(1),
  role: z.enum(roles),
  /** `Account.id` of who invited: an invitation ends with their membership. */
  by: z.string().optional(),
  expiresAt: z.iso.datetime(),
});

/**
 * Those who answer together for applications, products and APIs, so that nothing is orphaned when one of them leaves: one
 * item of the teams table.
 */
export const team = z.object({
  id: z.string().min(1),
  revision: z.number().int().positive(),
  name: z.string(),
  /** `closed` has no members any more. */
  status: z.enum(['active', 'closed']),
  /** `Organisation.id`; absent until it is stated. Production asks for it. */
  organisation: z.string().optional(),
  members: z.array(member),
  invitations: z.array(invited),
  /** Ids of its applications, in the order they came. */
  applications: z.array(z.string()),
  /** Ids of the products that it brings to production. */
  products: z.array(z.string()).default([]),
  /** Names of the APIs that it keeps a go-live record of. */
  goLives: z.array(z.string()).optional(),
  createdAt: z.iso.datetime(),
});
export type Team = z.infer<typeof team>;

/** Of one account. */
export const mostTeams = 20;
export const mostMembers = 100;
/** That are open at once. */
export const mostInvitations = 20;
/** More than anyone needs, and few enough for one page. */
export const mostApplications = 50;

export const roleOf = ({ members }: Pick<Team, 'members'>, account: string): Role | undefined =>
  members.find((one) => one.account === account)?.role;

/** Whether the team would be without an owner if that one were none. */
export const isLastOwner = ({ members }: Pick<Team, 'members'>, account: string): boolean =>
  members.every((one) => (one.account === account) === (one.role === 'owner') || one.role !== 'owner') &&
  members.some((one) => one.account === account && one.role === 'owner');
