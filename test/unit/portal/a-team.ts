import { type Role, roles } from '../../../domain/teams/permissions';
import { type ABrowser, aDeveloper, anApplicationOf } from './a-browser';
import { type APortal, aPortal } from './a-portal';

/** The link of the last invitation that was mailed to an address. */
export function invitationOf({ mailer }: Pick<APortal, 'mailer'>, email: string): string {
  const mail = mailer.sent.findLast(({ to }) => to === email);
  return /https:\/\/[^/]+(\/teams\/invitations\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
}

/** Invites somebody into a team, who comes in. */
export async function joinTeam(
  portal: APortal,
  owner: ABrowser,
  team: string,
  who: ABrowser,
  email: string,
  role: Role,
) {
  await owner.submit(`/teams/${team}`, `/teams/${team}/invitations`, { email, invitedRole: role });
  const link = invitationOf(portal, email);
  return who.submit(link, link);
}

export const idIn = (location: string | null): string =>
  /^\/(?:teams|applications)\/([^?/]+)/.exec(location ?? '')?.[1] ?? '';

/** A team with somebody of each role, an application, and somebody who is in another team. */
export async function aTeam() {
  const portal = aPortal();
  const owner = await aDeveloper(portal, 'owner@example.nhs.uk');
  const application = await anApplicationOf(owner);
  const team = (await portal.applications.find(application))?.team ?? '';
  const people = new Map<Role | 'outsider', ABrowser>([['owner', owner]]);
  for (const role of roles.filter((one) => one !== 'owner')) {
    const email = `${role}@example.nhs.uk`;
    const browser = await aDeveloper(portal, email);
    await joinTeam(portal, owner, team, browser, email, role);
    people.set(role, browser);
  }
  people.set('outsider', await aDeveloper(portal, 'outsider@example.nhs.uk'));
  const as = (who: Role | 'outsider'): ABrowser => people.get(who) ?? owner;
  const accountOf = async (email: string) => {
    const found = await portal.directory.authenticate({ email, password: 'correct horse battery' });
    return found.outcome === 'authenticated' ? found.user.id : '';
  };
  return { portal, team, application, as, accountOf };
}
