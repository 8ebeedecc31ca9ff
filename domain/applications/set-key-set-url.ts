import type { KeySetStore } from '../key-sets/kept-key-set';
import { type AddressRules, readKeySetUrl } from '../key-sets/read-key-set-url';
import { uploadedKeys } from '../key-sets/uploaded-keys';
import type { Clock } from '../ports';
import { changeOwn, type OwnApplication, type OwnApplications } from './own-application';

interface Needs extends OwnApplications {
  readonly rules: AddressRules;
  readonly clock: Clock;
}

export type KeySetUrlOutcome =
  | { readonly outcome: 'saved' }
  | { readonly outcome: 'refused'; readonly problem: string }
  | { readonly outcome: 'not_found' };

/** Takes an application's public keys from an address; those that were uploaded serve on until it was read once. */
export const makeSetKeySetUrl =
  ({ rules, clock, ...needs }: Needs) =>
  async ({ text, ...request }: OwnApplication & { readonly text: string }): Promise<KeySetUrlOutcome> => {
    const read = readKeySetUrl(text, rules);
    if ('problem' in read) return { outcome: 'refused', problem: read.problem };
    const saved = await changeOwn(needs, request, 'credentials.issue', ({ jwks, ...application }) => ({
      ...application,
      // Behind an earlier address they may have been out of use for long.
      ...(jwks && application.jwksUrl === undefined && { jwks }),
      jwksUrl: read.url,
      jwksUrlSince: clock.now().toISOString(),
    }));
    return { outcome: saved ? 'saved' : 'not_found' };
  };

/**
 * Uploaded keys that serve until the address was read serve on; others, which may be long out of use, go with it. False
 * where the application is not the account's.
 */
export const makeRemoveKeySetUrl =
  ({ keySets, clock, ...needs }: Omit<Needs, 'rules'> & { keySets: Pick<KeySetStore, 'find'> }) =>
  async (request: OwnApplication): Promise<boolean> => {
    const kept = await keySets.find(request.id);
    const saved = await changeOwn(needs, request, 'credentials.remove', (application) => {
      const { jwksUrl: _url, jwksUrlSince: _since, jwks: _jwks, ...others } = application;
      const jwks = uploadedKeys(application, kept, clock.now());
      return { ...others, ...(jwks && { jwks }) };
    });
    return saved !== undefined;
  };
