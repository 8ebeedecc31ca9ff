import type { Application } from './application';
import type { ApplicationStore } from './application-store';

/** One application as one account asks for it. */
export interface OwnApplication {
  readonly account: string;
  readonly id: string;
}

/** The application, if it is that account's; another's answers as one that does not exist. */
export async function findOwn(
  applications: Pick<ApplicationStore, 'find'>,
  { account, id }: OwnApplication,
): Promise<Application | undefined> {
  const found = await applications.find(id);
  return found?.owner === account && found.status !== 'revoked' ? found : undefined;
}

/** Other writers of the same application are its owner's other windows: a few tries are plenty. */
const tries = 5;

/**
 * Writes what `change` makes of an account's application, again where another writer came between. Undefined from
 * `change`, or an application that is not the account's, writes nothing and is the answer.
 */
export async function changeOwn(
  applications: ApplicationStore,
  request: OwnApplication,
  change: (application: Application) => Application | undefined,
): Promise<Application | undefined> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const found = await findOwn(applications, request);
    const changed = found && change(found);
    if (!(found && changed)) return undefined;
    const next = { ...changed, revision: found.revision + 1 };
    if (await applications.save(next)) return next;
  }
  throw new Error('An application could not be written for other writers');
}
