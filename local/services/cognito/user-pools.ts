import type { Cloud } from '../../cloud/cloud';
import { ServiceFailure } from '../../cloud/faults/service-failure';
import type { LambdaRuntime } from '../../cloud/lambda/lambda-runtime';
import type { Outbox } from '../ses/outbox';
import { UserPool, type UserPoolSettings } from './user-pool';
import { makeWordMail } from './word-mail';

export interface UserPoolClient {
  readonly id: string;
  readonly pool: UserPool;
  readonly authFlows: readonly string[];
  /** Whether unknown users are answered as known ones are. */
  readonly hidesUsers: boolean;
  readonly tokenSeconds: number;
}

export interface UserPoolsNeeds {
  readonly cloud: Pick<Cloud, 'account' | 'clock' | 'state'>;
  readonly lambda: { readonly runtime: Pick<LambdaRuntime, 'invoke'> };
  readonly ses: { readonly outbox: Outbox };
}

/** The user pools of the account and their clients. */
export class UserPools {
  readonly #needs: UserPoolsNeeds;
  readonly #pools = new Map<string, UserPool>();
  readonly #clients = new Map<string, UserPoolClient>();

  constructor(needs: UserPoolsNeeds) {
    this.#needs = needs;
  }

  put(settings: UserPoolSettings): UserPool {
    const { cloud, lambda, ses } = this.#needs;
    const { state, clock } = cloud;
    const document = `user-pool-${settings.id}`;
    const pool = new UserPool(settings, {
      now: clock.now,
      load: () => state.load(document),
      word: makeWordMail({ region: cloud.account.region, runtime: lambda.runtime }),
      save: (users) => state.save(document, users),
      send: (email) => ses.outbox.send({ ...email, sentAt: clock.now() }),
    });
    this.#pools.set(settings.id, pool);
    return pool;
  }

  putClient(client: UserPoolClient): void {
    this.#clients.set(client.id, client);
  }

  get(id: string): UserPool {
    return this.#pools.get(id) ?? absent(`User pool ${id} does not exist.`);
  }

  clients(): readonly UserPoolClient[] {
    return [...this.#clients.values()];
  }

  client(id: string): UserPoolClient {
    return this.#clients.get(id) ?? absent(`User pool client ${id} does not exist.`);
  }
}

function absent(message: string): never {
  throw new ServiceFailure('ResourceNotFoundException', message);
}
