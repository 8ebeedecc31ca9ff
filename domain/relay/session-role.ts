import { Refusal } from '../errors/refusal';
import { headerValue, type NameValueList } from '../http/http-message';
import type { UserIdentity } from '../oauth/user-identity';

/** Callers choose one of the roles that CIS2 gave their user by this header. */
const chosenBy = 'NHSD-Session-URID';

/**
 * The CIS2 role that a healthcare worker acts in, in the original platform's words: the one that the user selected at
 * the sign-in, else the one the caller chose, else the only one. Otherwise than there, a caller who names a role must
 * name the selected one, where there is one, or else one of those that CIS2 named. Where CIS2 named neither, as in an ID
 * token of a user without a selected role that an application traded in, the choice stands.
 * @throws Refusal where no role can be made out, or the chosen one is not the user's.
 */
export function sessionRole(identity: UserIdentity, sent: NameValueList): string {
  const chosen = headerValue(sent, chosenBy);
  const roles = identity['cis2-roles'];
  const selected = identity['cis2-urid'];
  if (chosen !== undefined) return checked(chosen, selected === undefined ? roles : [selected]);
  if (selected !== undefined) return selected;
  const [only, ...others] = roles ?? [];
  if (roles === undefined) throw denied('selected_roleid is missing in your token');
  if (only === undefined) throw denied('no userroles available, please check NHSD-Session-URID is valid');
  if (others.length > 0) throw denied('multiple roles found in user info, please check NHSD-Session-URID');
  return only;
}

function checked(chosen: string, roles: readonly string[] | undefined): string {
  if (!/^[0-9]{1,20}$/.test(chosen)) throw denied('NHSD-Session-URID is invalid');
  if (roles !== undefined && !roles.includes(chosen)) {
    throw denied('no userroles available, please check NHSD-Session-URID is valid');
  }
  return chosen;
}

const denied = (diagnostics: string) => new Refusal({ code: 'ACCESS_DENIED', diagnostics });
