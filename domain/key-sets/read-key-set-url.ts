import { isPublicName } from '../http/public-name';

/** Where else than on the internet an application may publish its keys. */
export interface AddressRules {
  /** Inside one machine only: plain http, any port and loopback addresses are taken too. */
  readonly local: boolean;
}

const longest = 500;

/**
 * The address of a key set as someone typed it, or what is wrong with it. Only port 443, as any other would let the
 * platform be used to look what a host has open; only names, as a certificate is issued for one.
 */
export function readKeySetUrl(text: string, { local }: AddressRules): { url: string } | { problem: string } {
  const trimmed = text.trim();
  if (trimmed === '') return { problem: 'Enter the address of your key set' };
  if (trimmed.length > longest) return { problem: `The address must be ${longest} characters or fewer` };
  if (!URL.canParse(trimmed)) return { problem: 'Enter a whole address, like https://app.example.nhs.uk/jwks.json' };
  const url = new URL(trimmed);
  const problem = problemOf(url, local);
  return problem === undefined ? { url: url.href } : { problem };
}

function problemOf(url: URL, local: boolean): string | undefined {
  if (url.protocol !== 'https:' && !(local && url.protocol === 'http:')) return 'The address must start with https://';
  if (url.username !== '' || url.password !== '') {
    return 'The address must not hold a user name or a password: public keys need none';
  }
  if (url.hash !== '') return 'The address must not have a part after #';
  if (local) return undefined;
  if (url.port !== '') return 'The address must not name a port: keys are read at port 443';
  return isPublicName(url.hostname) ? undefined : 'The address must have the name of a host that is on the internet';
}
