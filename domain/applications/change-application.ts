import type { Application } from './application';
import type { ApplicationStore } from './application-store';

/** Other writers of the same application are its owner's other windows and an API's publisher: a few tries are plenty. */
const tries = 5;

/**
 * Writes what `change` makes of an application, again where another writer came between. Undefined from `change`, or
 * an application that is not there, writes nothing and is the answer.
 */
export async function changeApplication(
  applications: ApplicationStore,
  id: string,
  change: (application: Application) => Application | undefined,
): Promise<Application | undefined> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const found = await applications.find(id);
    const changed = found && change(found);
    if (!(found && changed)) return undefined;
    const next = { ...changed, revision: found.revision + 1 };
    if (await applications.save(next)) return next;
  }
  throw new Error('An application could not be written for other writers');
}
