import type { Account } from '../../cloud/iam/principal';

/** Domains that mails may come from, and configuration sets that they go through. */
export class Identities {
  readonly #account: Account;
  readonly #domains = new Set<string>();
  readonly #configurationSets = new Set<string>();

  constructor(account: Account) {
    this.#account = account;
  }

  ensureDomain(name: string): void {
    this.#domains.add(name);
  }

  ensureConfigurationSet(name: string): void {
    this.#configurationSets.add(name);
  }

  /** ARN of the identity that an address is of; undefined where there is none. */
  identityOf(address: string): string | undefined {
    const domain = address.slice(address.lastIndexOf('@') + 1);
    return this.#domains.has(domain) ? this.#arn('identity', domain) : undefined;
  }

  /** Undefined where there is none. */
  configurationSet(name: string): string | undefined {
    return this.#configurationSets.has(name) ? this.#arn('configuration-set', name) : undefined;
  }

  #arn(kind: string, name: string): string {
    return `arn:aws:ses:${this.#account.region}:${this.#account.id}:${kind}/${name}`;
  }
}
