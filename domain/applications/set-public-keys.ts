import { readUploadedKeys } from '../key-sets/read-uploaded-keys';
import { changeOwn, type OwnApplication, type OwnApplications } from './own-application';

export type PublicKeysOutcome =
  | { readonly outcome: 'saved' }
  /** Each problem says what is wrong, of which key, and what to do. */
  | { readonly outcome: 'refused'; readonly problems: readonly string[] }
  | { readonly outcome: 'not_found' };

/** Replaces an application's public keys, or their address, by the JWKS in `text`, if every key in it can be used. */
export const makeSetPublicKeys =
  (needs: OwnApplications) =>
  async ({ text, ...request }: OwnApplication & { readonly text: string }): Promise<PublicKeysOutcome> => {
    const read = await readUploadedKeys(text);
    if ('problems' in read) return { outcome: 'refused', problems: read.problems };
    const saved = await changeOwn(
      needs,
      request,
      'credentials.issue',
      ({ jwksUrl: _url, jwksUrlSince: _since, ...application }) => ({
        ...application,
        jwks: read.jwks,
      }),
    );
    return { outcome: saved ? 'saved' : 'not_found' };
  };

/** False where the application is not the account's. */
export const makeRemovePublicKeys =
  (needs: OwnApplications) =>
  async (request: OwnApplication): Promise<boolean> => {
    const saved = await changeOwn(needs, request, 'credentials.remove', ({ jwks: _, ...application }) => application);
    return saved !== undefined;
  };
