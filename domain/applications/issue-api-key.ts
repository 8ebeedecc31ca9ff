import type { SecretHash } from '../access/secret-hash';
import type { Clock, NewId } from '../ports';
import type { ApplicationStore } from './application-store';
import { changeOwn, type OwnApplication } from './own-application';

/** One in use and one that replaces it. */
export const mostApiKeys = 2;

interface Needs {
  readonly applications: ApplicationStore;
  readonly hash: SecretHash;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newSecret: () => string;
}

/**
 * A new API key as callers send it, told once and only here; undefined where the application is not the account's or
 * has `mostApiKeys` already.
 */
export const makeIssueApiKey =
  ({ applications, hash, clock, newId, newSecret }: Needs) =>
  async (request: OwnApplication): Promise<string | undefined> => {
    const secret = newSecret();
    const key = { id: newId(), hash: hash.of(secret), createdAt: clock.now().toISOString() };
    const changed = await changeOwn(applications, request, (application) =>
      application.apiKeys.length < mostApiKeys ? { ...application, apiKeys: [...application.apiKeys, key] } : undefined,
    );
    return changed && `${changed.id}.${secret}`;
  };

/** Ends a key: calls with it are refused within 60 seconds. False where there is no such key. */
export const makeRemoveApiKey =
  ({ applications }: Pick<Needs, 'applications'>) =>
  async ({ key, ...request }: OwnApplication & { readonly key: string }): Promise<boolean> => {
    const changed = await changeOwn(applications, request, (application) => {
      const apiKeys = application.apiKeys.filter(({ id }) => id !== key);
      return apiKeys.length === application.apiKeys.length ? undefined : { ...application, apiKeys };
    });
    return changed !== undefined;
  };
