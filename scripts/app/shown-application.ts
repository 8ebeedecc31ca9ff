import type { Application } from '../../domain/applications/application';
import { isSuspended } from '../../domain/applications/own-application';
import { standingOf } from '../../domain/applications/subscription';

/** What an operator is shown of an application: nothing that it proves itself by. */
export function shownApplication(application: Application) {
  const { id, name, environment, team, createdAt, desk } = application;
  const status = isSuspended(application) ? 'suspended' : application.status;
  const subscriptions = Object.entries(application.subscriptions).map(([api, { since }]) => ({
    api,
    standing: standingOf(application, api),
    since,
  }));
  const lines = [
    `${name} (${id}) in ${environment}: ${status}`,
    `team ${team}, registered ${createdAt ?? 'by the platform'}`,
    ...subscriptions.map(({ api, standing, since }) => `${api}: ${standing} since ${since}`),
    ...desk.map(({ at, by, what, reason }) => `${at} ${what}, ${by}${reason ? `: ${reason}` : ''}`),
  ];
  return { id, name, environment, status, team, createdAt, subscriptions, desk, lines };
}
