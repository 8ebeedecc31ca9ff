import type { Application } from '../../../domain/applications/application';
import type { KeptKeySet, KeySetStore } from '../../../domain/key-sets/kept-key-set';
import type { KeySetReason } from '../../../domain/key-sets/key-set-problem';

/** What went wrong at the address of a key set, and what its owner can do. */
const problems: Readonly<Record<KeySetReason, { readonly what: string; readonly fix: string }>> = {
  address_unfit: {
    what: 'The address cannot be used.',
    fix: 'Give one that starts with https://, has the name of a host on the internet and names no port.',
  },
  private_address: {
    what: 'The name leads to a private address.',
    fix: 'Publish the keys where the internet can reach them, and look at the DNS records of the host.',
  },
  name_unknown: { what: 'The name of the host is not known.', fix: 'Check its spelling and its DNS records.' },
  no_connection: {
    what: 'The host did not take the connection, or broke it off.',
    fix: 'Check that it serves https at port 443 and lets everybody in.',
  },
  certificate_untrusted: {
    what: 'The certificate is not trusted.',
    fix: 'Serve one for this name that is in date, by a public authority, with its intermediate certificates.',
  },
  timed_out: { what: 'There was no whole answer within 3 seconds.', fix: 'Make it faster: a static file is best.' },
  redirected: {
    what: 'The address answered with a redirect.',
    fix: 'Give the address that it leads to: redirects are not followed.',
  },
  status: { what: 'The address answered with an error.', fix: 'It must answer 200, without a credential.' },
  too_large: { what: 'The answer was larger than 256 KB.', fix: 'Publish public keys and nothing else.' },
  not_a_key_set: {
    what: 'The answer was not a JSON Web Key Set.',
    fix: 'It must be JSON that starts with {"keys": [ and lists at least one public key.',
  },
  private_key: {
    what: 'The answer held no key that can be used, and a private key or a shared secret for everybody to read.',
    fix: 'Take it down, make a new key pair and publish only the public half.',
  },
  unusable_key: {
    what: 'The answer held no key that can be used.',
    fix: 'Paste the key set into the field below: the page says what is wrong with each key.',
  },
};

const momentFormat = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'medium',
  timeZone: 'Europe/London',
});

/** What the authorisation server last found at the address of an application's keys, in plain words. */
export async function keySetStatus(keySets: Pick<KeySetStore, 'find'>, { id, jwksUrl }: Application) {
  if (jwksUrl === undefined) return undefined;
  const kept = await keySets.find(id);
  if (kept?.url !== jwksUrl) return { keys: [] };
  const { readAt, keySet, lastError } = kept;
  return {
    keys: keySet?.keys ?? [],
    ...(readAt !== undefined && { readAt: moment(readAt) }),
    ...(lastError && { error: errorOf(lastError, lastError.at < (readAt ?? 0)) }),
  };
}

function errorOf({ at, reason, status }: NonNullable<KeptKeySet['lastError']>, isOver: boolean) {
  const { what, fix } = problems[reason];
  return { at: moment(at), what: status ? what.replace('an error', `status ${status}`) : what, fix, isOver };
}

const moment = (seconds: number): string => momentFormat.format(new Date(seconds * 1000));
