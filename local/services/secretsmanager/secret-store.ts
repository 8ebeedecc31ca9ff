import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Cloud } from '../../cloud/cloud';
import { ServiceFailure } from '../../cloud/faults/service-failure';

const version = z.object({ id: z.string(), value: z.string(), createdAt: z.string() });

export interface Secret {
  readonly name: string;
  readonly arn: string;
  /** Customer-managed key; absent where Secrets Manager's own key encrypts. */
  readonly keyName?: string;
}

type Needs = Pick<Cloud, 'account' | 'clock' | 'state'>;

/** Secrets and their current values; values survive a restart. */
export class SecretStore {
  readonly #needs: Needs;
  readonly #secrets = new Map<string, Secret>();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Creates the secret with the given first value, or finds the value of an earlier run. */
  ensure(name: string, firstValue: () => string, keyName?: string): Secret {
    const { account, state } = this.#needs;
    // Secrets Manager adds six characters to the name.
    const suffix = createHash('sha256').update(name).digest('hex').slice(0, 6);
    const arn = `arn:aws:secretsmanager:${account.region}:${account.id}:secret:${name}-${suffix}`;
    const secret = { name, arn, ...(keyName && { keyName }) };
    this.#secrets.set(arn, secret);
    if (state.load(documentOf(secret)) === undefined) this.putValue(arn, firstValue());
    return secret;
  }

  /** Takes an ARN, an ARN without its six characters, or a name. */
  find(id: string): Secret {
    const secret = [...this.#secrets.values()].find(
      ({ arn, name }) => arn === id || name === id || arn.slice(0, -7) === id,
    );
    if (!secret) throw new ServiceFailure('ResourceNotFoundException', "Secrets Manager can't find the secret.");
    return secret;
  }

  current(id: string): z.infer<typeof version> {
    return version.parse(this.#needs.state.load(documentOf(this.find(id))));
  }

  putValue(id: string, value: string): string {
    const entry = { id: randomUUID(), value, createdAt: this.#needs.clock.now().toISOString() };
    this.#needs.state.save(documentOf(this.find(id)), entry);
    return entry.id;
  }
}

const documentOf = ({ name }: Secret): string => `secret-${encodeURIComponent(name)}`;
