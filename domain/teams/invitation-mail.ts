import { invitedForDays } from '../retention/periods';
import type { Role } from './permissions';

interface Needs {
  readonly url: string;
  readonly role: Role;
  /** What the portal is called. */
  readonly brand: string;
}

/** The words of an invitation. Nothing in them was typed by whoever invites, so that they carry no message of another. */
export const invitationMail = ({ url, role, brand }: Needs) => ({
  subject: `You are invited to a team of the ${brand}`,
  text: `Somebody has invited you to join a team of the ${brand} as ${/^[ao]/.test(role) ? 'an' : 'a'} ${role}. To see which team it is, open ${url} within ${invitedForDays} days and sign in with this email address, or create an account with it. If you do not expect this, ignore this email.`,
});
