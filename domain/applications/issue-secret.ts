import type { SecretHash } from '../access/secret-hash';
import type { Clock, NewId } from '../ports';
import type { ApplicationStore } from './application-store';
import { changeOwn, type OwnApplication } from './own-application';

/** Fields of an application that hold the hashes of secrets which its developer keeps. */
export type SecretKind = 'apiKeys' | 'clientSecrets';

/** Of each kind: one in use and one that replaces it. */
export const mostSecrets = 2;

export interface IssueSecretNeeds {
  readonly applications: ApplicationStore;
  readonly hash: SecretHash;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newSecret: () => string;
}

/**
 * A new secret, told once and only here; undefined where the application is not the account's or has `mostSecrets` of
 * the kind already.
 */
export const makeIssueSecret =
  (kind: SecretKind, { applications, hash, clock, newId, newSecret }: IssueSecretNeeds) =>
  async (request: OwnApplication): Promise<string | undefined> => {
    const secret = newSecret();
    const issued = { id: newId(), hash: hash.of(secret), createdAt: clock.now().toISOString() };
    const changed = await changeOwn(applications, request, (application) =>
      application[kind].length < mostSecrets ? { ...application, [kind]: [...application[kind], issued] } : undefined,
    );
    return changed && secret;
  };

/** Ends a secret. False where there is no such one. */
export const makeRemoveSecret =
  (kind: SecretKind, { applications }: Pick<IssueSecretNeeds, 'applications'>) =>
  async ({ secret, ...request }: OwnApplication & { readonly secret: string }): Promise<boolean> => {
    const changed = await changeOwn(applications, request, (application) => {
      const kept = application[kind].filter(({ id }) => id !== secret);
      return kept.length === application[kind].length ? undefined : { ...application, [kind]: kept };
    });
    return changed !== undefined;
  };
