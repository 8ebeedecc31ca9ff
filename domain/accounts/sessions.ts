import type { SecretHash } from '../credentials/secret-hash';
import type { Clock } from '../ports';
import type { Account } from './account';
import type { Session, SessionStore } from './session-store';

interface Needs {
  readonly store: SessionStore;
  readonly hash: SecretHash;
  readonly clock: Clock;
  /** A secret of at least 128 bits, fit for a cookie. */
  readonly newSecret: () => string;
}

/** OWASP's advice for what is worth some protection: https://cheatsheetseries.owasp.org Session Management. */
const idleFor = 30 * 60;
const longest = 12 * 60 * 60;
/** A session's use is written down at most once in this time. */
const noticedEvery = 60;

export type Sessions = ReturnType<typeof makeSessions>;

/** Sessions on the server: the browser holds a secret that means nothing by itself. */
export function makeSessions({ store, hash, clock, newSecret }: Needs) {
  const seconds = () => clock.now().getTime() / 1000;
  const ageOf = (date: string) => seconds() - Date.parse(date) / 1000;
  const isOver = ({ createdAt, lastSeenAt }: Session) => ageOf(createdAt) > longest || ageOf(lastSeenAt) > idleFor;

  return {
    /** Answers the secret, which is told once and only here. */
    async start({ id: account, generation }: Pick<Account, 'id' | 'generation'>): Promise<string> {
      const secret = newSecret();
      const now = clock.now().toISOString();
      const expiresAt = Math.floor(seconds()) + longest;
      const id = hash.of(secret);
      const times = { createdAt: now, lastSeenAt: now, expiresAt };
      await store.save({ id, account, formToken: newSecret(), ...(generation && { generation }), ...times });
      return secret;
    },
    /** The session of a secret, unless it is over. */
    async find(secret: string): Promise<Session | undefined> {
      const found = await store.find(hash.of(secret));
      if (found === undefined || isOver(found)) return undefined;
      if (ageOf(found.lastSeenAt) > noticedEvery) await store.touch(found.id, clock.now().toISOString());
      return found;
    },
    end: (secret: string): Promise<void> => store.remove(hash.of(secret)),
  };
}
