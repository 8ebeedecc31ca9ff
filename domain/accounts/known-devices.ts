import type { SecretHash } from '../credentials/secret-hash';
import type { Clock } from '../ports';
import type { Account } from './account';
import type { AccountStore } from './account-store';
import { changeAccount } from './change-account';

interface Needs {
  readonly accounts: AccountStore;
  readonly hash: SecretHash;
  readonly clock: Clock;
  readonly newSecret: () => string;
}

/** Browsers that one person uses; the one that was seen first is forgotten for an eleventh. */
const mostDevices = 10;
/** Days that a browser is known without signing in again. */
export const deviceKnownForDays = 180;
const day = 24 * 60 * 60 * 1000;

export type KnownDevices = ReturnType<typeof makeKnownDevices>;

/**
 * Device cookies (OWASP, Slow Down Online Guessing Attacks with Device Cookies): a browser that has signed in to an
 * account once is not counted among the strangers who guess at it.
 * https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export const makeKnownDevices = ({ accounts, hash, clock, newSecret }: Needs) => {
  const isKnown = ({ devices = [] }: Account, secret: string) =>
    devices.some(
      (device) =>
        hash.matches(secret, device.hash) &&
        clock.now().getTime() - Date.parse(device.since) < deviceKnownForDays * day,
    );

  return {
    /** What proves the browser for the account of that address, undefined where nothing does. */
    async proof(device: string | undefined, email: string): Promise<string | undefined> {
      const [, id, secret] = /^([\w-]{1,64})\.([\w-]{20,256})$/.exec(device ?? '') ?? [];
      const account = id && secret ? await accounts.find(id) : undefined;
      if (!(account && secret) || account.status !== 'active' || account.email !== email) return undefined;
      return isKnown(account, secret) ? device : undefined;
    },

    /** Makes a browser known for an account, and answers the secret that it keeps. */
    async remember(account: Account): Promise<string> {
      const secret = newSecret();
      const device = { hash: hash.of(secret), since: clock.now().toISOString() };
      await changeAccount(accounts, account.id, (found) => ({
        ...found,
        devices: [...(found.devices ?? []), device].slice(-mostDevices),
      }));
      return `${account.id}.${secret}`;
    },
  };
};
