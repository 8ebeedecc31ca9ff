import type { SecretHash } from '../credentials/secret-hash';
import type { Clock, NewId } from '../ports';
import type { IssuedSecret } from './application';
import { changeOwn, type OwnApplication, type OwnApplications } from './own-application';

/** Fields of an application that hold the hashes of secrets which its developer keeps. */
export type SecretKind = 'apiKeys' | 'clientSecrets';

/** Of each kind: one in use and one that replaces it. */
export const mostSecrets = 2;

export interface IssueSecretNeeds extends OwnApplications {
  readonly hash: SecretHash;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly newSecret: () => string;
}

/** What a developer says of a new secret. */
export interface SecretWishes {
  /** @default its kind, and a number that no other of the kind has */
  readonly name?: string | undefined;
  /** @default it holds until it is removed */
  readonly days?: number | undefined;
}

const kindNames = { apiKeys: 'Key', clientSecrets: 'Secret' } as const satisfies Record<SecretKind, string>;
const day = 24 * 60 * 60 * 1000;

/** As the secret is called; those of before had no name. */
export const nameOf = (kind: SecretKind, { name, id }: Pick<IssuedSecret, 'name' | 'id'>): string =>
  name ?? `${kindNames[kind]} ${id.slice(0, 8)}`;

function nextName(kind: SecretKind, present: readonly IssuedSecret[]): string {
  const numbers = present.map(({ name }) => Number(name?.slice(kindNames[kind].length + 1))).filter(Number.isInteger);
  return `${kindNames[kind]} ${Math.max(0, ...numbers) + 1}`;
}

/**
 * A new secret, told once and only here; undefined where the application is not the account's or has `mostSecrets` of
 * the kind already.
 */
export const makeIssueSecret =
  (kind: SecretKind, { hash, clock, newId, newSecret, ...needs }: IssueSecretNeeds) =>
  async ({ name, days, ...request }: OwnApplication & SecretWishes): Promise<string | undefined> => {
    const secret = newSecret();
    const now = clock.now();
    const expiresAt = days === undefined ? {} : { expiresAt: new Date(now.getTime() + days * day).toISOString() };
    const issued = { id: newId(), hash: hash.of(secret), createdAt: now.toISOString(), ...expiresAt };
    const changed = await changeOwn(needs, request, 'credentials.issue', (application) => {
      const present = application[kind];
      if (present.length >= mostSecrets) return undefined;
      return { ...application, [kind]: [...present, { ...issued, name: name ?? nextName(kind, present) }] };
    });
    return changed && secret;
  };

/** Ends a secret. False where there is no such one. */
export const makeRemoveSecret =
  (kind: SecretKind, needs: OwnApplications) =>
  async ({ secret, ...request }: OwnApplication & { readonly secret: string }): Promise<boolean> => {
    const changed = await changeOwn(needs, request, 'credentials.remove', (application) => {
      const kept = application[kind].filter(({ id }) => id !== secret);
      return kept.length === application[kind].length ? undefined : { ...application, [kind]: kept };
    });
    return changed !== undefined;
  };

/** Whether a secret still holds. */
export const isInForce = ({ expiresAt }: Pick<IssuedSecret, 'expiresAt'>, now: Date): boolean =>
  expiresAt === undefined || now.getTime() < Date.parse(expiresAt);
