import type { Clock } from '../ports';
import type { Application } from './application';
import type { ApplicationStore } from './application-store';
import { changeOwn, type OwnApplication } from './own-application';
import { type AddressRules, readKeySetUrl } from './read-key-set-url';

interface Needs {
  readonly applications: ApplicationStore;
  readonly rules: AddressRules;
  readonly clock: Clock;
}

export type KeySetUrlOutcome =
  | { readonly outcome: 'saved' }
  | { readonly outcome: 'refused'; readonly problem: string }
  | { readonly outcome: 'not_found' };

/** Takes an application's public keys from an address; those that were uploaded serve on until it was read once. */
export const makeSetKeySetUrl =
  ({ applications, rules, clock }: Needs) =>
  async ({ text, ...request }: OwnApplication & { readonly text: string }): Promise<KeySetUrlOutcome> => {
    const read = readKeySetUrl(text, rules);
    if ('problem' in read) return { outcome: 'refused', problem: read.problem };
    const saved = await changeOwn(applications, request, ({ jwks, ...application }) => ({
      ...application,
      // Behind an earlier address they may have been out of use for long.
      ...(jwks && application.jwksUrl === undefined && { jwks }),
      jwksUrl: read.url,
      jwksUrlSince: clock.now().toISOString(),
    }));
    return { outcome: saved ? 'saved' : 'not_found' };
  };

/** Uploaded keys that served on are forgotten too. False where the application is not the account's. */
export const makeRemoveKeySetUrl =
  ({ applications }: Pick<Needs, 'applications'>) =>
  async (request: OwnApplication): Promise<boolean> => {
    const saved = await changeOwn(applications, request, withoutKeys);
    return saved !== undefined;
  };

const withoutKeys = ({ jwksUrl: _url, jwksUrlSince: _since, jwks: _jwks, ...application }: Application): Application =>
  application;
