import { changeOwn, type OwnApplication, type OwnApplications } from './own-application';
import { type RedirectUriRules, readRedirectUris } from './read-redirect-uris';

interface Needs extends OwnApplications {
  readonly rules: RedirectUriRules;
}

export type RedirectUrisOutcome =
  | { readonly outcome: 'saved' }
  | { readonly outcome: 'refused'; readonly problems: readonly string[] }
  | { readonly outcome: 'not_found' };

/** Replaces where sign-ins of an application's users may come back to; no line in `text` leaves nowhere. */
export const makeSetRedirectUris =
  ({ rules, ...needs }: Needs) =>
  async ({ text, ...request }: OwnApplication & { readonly text: string }): Promise<RedirectUrisOutcome> => {
    const read = readRedirectUris(text, rules);
    if ('problems' in read) return { outcome: 'refused', problems: read.problems };
    const saved = await changeOwn(needs, request, 'applications.change', (application) => ({
      ...application,
      redirectUris: read.uris,
    }));
    return { outcome: saved ? 'saved' : 'not_found' };
  };
