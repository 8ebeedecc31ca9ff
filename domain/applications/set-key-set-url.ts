import type { ApplicationStore } from './application-store';
import { changeOwn, type OwnApplication } from './own-application';
import { type AddressRules, readKeySetUrl } from './read-key-set-url';

interface Needs {
  readonly applications: ApplicationStore;
  readonly rules: AddressRules;
}

export type KeySetUrlOutcome =
  | { readonly outcome: 'saved' }
  | { readonly outcome: 'refused'; readonly problem: string }
  | { readonly outcome: 'not_found' };

/** Takes an application's public keys from an address from now on; uploaded ones are forgotten. */
export const makeSetKeySetUrl =
  ({ applications, rules }: Needs) =>
  async ({ text, ...request }: OwnApplication & { readonly text: string }): Promise<KeySetUrlOutcome> => {
    const read = readKeySetUrl(text, rules);
    if ('problem' in read) return { outcome: 'refused', problem: read.problem };
    const saved = await changeOwn(applications, request, ({ jwks: _, ...application }) => ({
      ...application,
      jwksUrl: read.url,
    }));
    return { outcome: saved ? 'saved' : 'not_found' };
  };

/** False where the application is not the account's. */
export const makeRemoveKeySetUrl =
  ({ applications }: Pick<Needs, 'applications'>) =>
  async (request: OwnApplication): Promise<boolean> => {
    const saved = await changeOwn(applications, request, ({ jwksUrl: _, ...application }) => application);
    return saved !== undefined;
  };
