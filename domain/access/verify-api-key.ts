import type { Application } from '../applications/application';
import type { ApplicationStore } from '../applications/application-store';
import type { SecretHash } from './secret-hash';

interface Needs {
  readonly applications: Pick<ApplicationStore, 'find'>;
  readonly hash: SecretHash;
}

const longestKey = 512;

/** The application that holds an API key, `<application id>.<secret>`, or undefined. */
export const makeVerifyApiKey =
  ({ applications, hash }: Needs) =>
  async (apiKey: string): Promise<Application | undefined> => {
    const dot = apiKey.lastIndexOf('.');
    if (dot < 1 || dot === apiKey.length - 1 || apiKey.length > longestKey) return undefined;
    const application = await applications.find(apiKey.slice(0, dot));
    const secret = apiKey.slice(dot + 1);
    return application?.apiKeys.some((key) => hash.matches(secret, key.hash)) ? application : undefined;
  };
