import { randomBytes } from 'node:crypto';
import { ServiceFailure } from '../../cloud/faults/service-failure';
import type { User } from './user-pool';
import type { UserPoolClient } from './user-pools';

interface Issued {
  readonly client: UserPoolClient;
  readonly user: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

const most = 1_000;

/** What a user's own calls bear. They live as long as the process, as the platform forgets them at once. */
export class AccessTokens {
  readonly #issued = new Map<string, Issued>();
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
  }

  issue({ id }: User, client: UserPoolClient): string {
    const token = randomBytes(32).toString('base64url');
    this.#issued.set(token, { client, user: id, until: this.#now().getTime() + client.tokenSeconds * 1000 });
    const [oldest] = this.#issued.keys();
    if (this.#issued.size > most && oldest) this.#issued.delete(oldest);
    return token;
  }

  holder(token: string): { readonly client: UserPoolClient; readonly user: User } {
    const issued = this.#issued.get(token);
    const user = issued && issued.until > this.#now().getTime() ? issued.client.pool.named(issued.user) : undefined;
    if (!(issued && user)) throw new ServiceFailure('NotAuthorizedException', 'Invalid Access Token');
    return { client: issued.client, user };
  }
}
