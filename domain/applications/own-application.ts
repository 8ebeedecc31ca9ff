import type { Application } from './application';
import type { ApplicationStore } from './application-store';
import { changeApplication } from './change-application';

/** One application as one account asks for it. */
export interface OwnApplication {
  readonly account: string;
  readonly id: string;
}

/** The application, if it is that account's; another's answers as one that does not exist. */
export async function findOwn(
  applications: Pick<ApplicationStore, 'find'>,
  request: OwnApplication,
): Promise<Application | undefined> {
  const found = await applications.find(request.id);
  return found && isOwn(found, request) ? found : undefined;
}

/** Writes what `change` makes of an account's application; undefined also where it is not the account's. */
export const changeOwn = (
  applications: ApplicationStore,
  request: OwnApplication,
  change: (application: Application) => Application | undefined,
): Promise<Application | undefined> =>
  changeApplication(applications, request.id, (found) => (isOwn(found, request) ? change(found) : undefined));

const isOwn = ({ owner, status }: Application, { account }: OwnApplication): boolean =>
  owner === account && status !== 'revoked';
