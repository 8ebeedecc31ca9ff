import type { Application } from '../applications/application';
import type { ApplicationStore } from '../applications/application-store';
import { isInForce } from '../applications/issue-secret';
import type { NoteKeyUse } from '../applications/key-uses';
import type { SecretHash } from '../credentials/secret-hash';
import type { Clock } from '../ports';

interface Needs {
  readonly applications: Pick<ApplicationStore, 'find'>;
  readonly hash: SecretHash;
  readonly noteKeyUse: NoteKeyUse;
  readonly clock: Clock;
}

const longestKey = 512;

/** The application that holds an API key, `<application id>.<secret>`, or undefined. */
export const makeVerifyApiKey =
  ({ applications, hash, noteKeyUse, clock }: Needs) =>
  async (apiKey: string): Promise<Application | undefined> => {
    const dot = apiKey.lastIndexOf('.');
    if (dot < 1 || dot === apiKey.length - 1 || apiKey.length > longestKey) return undefined;
    const application = await applications.find(apiKey.slice(0, dot));
    const secret = apiKey.slice(dot + 1);
    const now = clock.now();
    const held = application?.apiKeys.find((key) => isInForce(key, now) && hash.matches(secret, key.hash));
    if (application === undefined || held === undefined) return undefined;
    await noteKeyUse(application.id, { kind: 'apiKeys', id: held.id });
    return application;
  };
