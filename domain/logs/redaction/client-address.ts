// Reads addresses in every spelling of them.
import { IPv4, IPv6 } from 'ipaddr.js';
import { isMarker } from './marks/marker';
import type { KeptAddress } from './redact-line';
import type { Mark } from './redaction';

/**
 * What is kept of the address a call came from, in the one field that holds it: a mark that links the calls of a day, the
 * network (IPv4 /24, IPv6 /48), or all of it. Everywhere else in a record addresses are replaced.
 */
export const clientAddressTreatments = ['pseudonym', 'truncated', 'whole'] as const;
export type ClientAddressTreatment = (typeof clientAddressTreatments)[number];

/** The treatment as lines are read with; undefined for the mark, which they have by themselves. */
export const keptAddressOf = (treatment: ClientAddressTreatment): KeptAddress | undefined =>
  treatment === 'pseudonym' ? undefined : (address, mark) => keptClientAddress(address, treatment, mark);

/** What is no address is replaced whatever the treatment: the field may not carry anything else. */
export function keptClientAddress(address: string, treatment: ClientAddressTreatment, mark: Mark): string {
  if (isMarker(address)) return address;
  const known = treatment === 'pseudonym' ? undefined : networkOf(address);
  if (!known) return mark('ip', address);
  return treatment === 'whole' ? address : known;
}

/** No address is longer, and none that a gateway sees has the name of an interface behind a `%`. */
const PLAIN = /^[\da-f:.]{2,45}$/i;

function networkOf(address: string): string | undefined {
  if (IPv4.isValidFourPartDecimal(address)) return `${IPv4.networkAddressFromCIDR(`${address}/24`)}/24`;
  if (!PLAIN.test(address) || !IPv6.isValid(address)) return undefined;
  return `${IPv6.networkAddressFromCIDR(`${address}/48`).toRFC5952String()}/48`;
}
