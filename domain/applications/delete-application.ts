import { changeRow } from '../change-row';
import type { Clock } from '../ports';
import { type AccessRequests, endOfStory, requestId } from './access-request';
import { type Application, nothingRegistered } from './application';
import { changeApplication } from './change-application';
import { withoutApplication } from './create-application';
import { findOwn, type OwnApplication, type OwnApplications } from './own-application';
import { isForPublisher, standingOf } from './subscription';
import { usageKeyReferences } from './usage-key-of';
import type { UsageKeys } from './usage-keys';

interface Needs extends OwnApplications {
  readonly requests: AccessRequests;
  readonly clock: Clock;
  readonly usageKeys: Pick<UsageKeys, 'remove'>;
}

/**
 * Ends an application, for somebody who may. False where it is not of the account's teams.
 * @throws NotAllowed
 * @throws ApplicationSuspended it speaks against its team's next, and ends with the team only
 */
export const makeDeleteApplication = (needs: Needs) => {
  const endApplication = makeEndApplication(needs);
  return async (request: OwnApplication): Promise<boolean> => {
    const own = await findOwn(needs, request, 'applications.delete');
    return own !== undefined && endApplication({ team: own.team.id, id: request.id });
  };
};

/**
 * Ends an application of a team: what stays of it is an id that is never used again, and what was withdrawn from it. May
 * be done again. False where it is not the team's.
 */
export const makeEndApplication =
  ({ applications, teams, requests, usageKeys, clock }: Needs) =>
  async ({ team, id }: { readonly team: string; readonly id: string }): Promise<boolean> => {
    let counted: readonly string[] = [];
    let apis: readonly string[] = [];
    const ended = await changeApplication(applications, id, (application) => {
      if (application.team !== team) return undefined;
      counted = usageKeyReferences(application);
      apis = Object.keys(application.subscriptions);
      return remainsOf(application);
    });
    for (const reference of counted) await usageKeys.remove(reference);
    const expiresAt = endOfStory(clock.now());
    for (const api of apis) await changeRow(requests, requestId(id, api), (story) => ({ ...story, expiresAt }));
    const remains = ended ?? (await applications.find(id));
    // What was withdrawn still speaks against subscribing the team's other applications at once.
    if (Object.keys(remains?.subscriptions ?? {}).length === 0) await withoutApplication(teams, team, id);
    return ended !== undefined;
  };

function remainsOf(application: Application): Application {
  const { id, revision, environment, createdAt } = application;
  const withdrawn = Object.entries(application.subscriptions).filter(([api]) =>
    isForPublisher(standingOf(application, api)),
  );
  const subscriptions = Object.fromEntries(withdrawn);
  const remains = { id, revision, environment, ...(createdAt && { createdAt }) };
  return { ...remains, ...nothingRegistered, subscriptions, name: '', status: 'revoked' };
}
