import { isMarker } from './redaction/marker';
import type { Mark } from './redaction/redaction';

/**
 * What is kept of the address a call came from, in the one field that holds it: a mark that links the calls of a day, the
 * network (IPv4 /24, IPv6 /48), or all of it. Everywhere else in a record addresses are replaced.
 */
export const clientAddressTreatments = ['pseudonym', 'truncated', 'whole'] as const;
export type ClientAddressTreatment = (typeof clientAddressTreatments)[number];

/** What is no address is replaced whatever the treatment: the field may not carry anything else. */
export function keptClientAddress(address: string, treatment: ClientAddressTreatment, mark: Mark): string {
  if (isMarker(address)) return address;
  const known = treatment === 'pseudonym' ? undefined : networkOf(address);
  if (!known) return mark('ip', address);
  return treatment === 'whole' ? address : known;
}

const V4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)$/;

function networkOf(address: string): string | undefined {
  if (V4.test(address)) return `${address.slice(0, address.lastIndexOf('.'))}.0/24`;
  const bracketed = `http://[${address}]`;
  if (!/^[\da-f:.]{2,45}$/i.test(address) || !URL.canParse(bracketed)) return undefined;
  const [head = '', tail = ''] = new URL(bracketed).hostname.slice(1, -1).split('::');
  const leading = head === '' ? [] : head.split(':');
  const trailing = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: 8 - leading.length - trailing.length }, () => '0');
  const groups = [...leading, ...zeros, ...trailing];
  return `${groups.slice(0, 3).join(':')}::/48`;
}
