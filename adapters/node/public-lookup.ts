import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** An address inside some network, or of no single host: nothing that others publish keys at. */
export class PrivateAddress extends Error {
  constructor() {
    super('The name leads to a private address');
    this.name = 'PrivateAddress';
  }
}

// https://www.iana.org/assignments/iana-ipv4-special-registry: what is not globally reachable, multicast (RFC 5771),
// and the relays of 6to4 (RFC 7526), behind which another address stands.
const notPublic4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

// https://www.iana.org/assignments/iana-ipv6-special-registry: only 2000::/3 is in use for hosts, which leaves out
// loopback, mapped, NAT64, unique local, link-local and multicast addresses; inside it are these, 6to4 and Teredo too.
const notPublic6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const blocked = new BlockList();
for (const [net, prefix] of notPublic4) blocked.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of notPublic6) blocked.addSubnet(net, prefix, 'ipv6');
const hosts6 = new BlockList();
hosts6.addSubnet('2000::', 3, 'ipv6');
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an IP address belongs to one host of the internet. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !blocked.check(address, 'ipv4');
  return isIP(address) === 6 && hosts6.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
}

export const isLoopbackAddress = (address: string): boolean =>
  isIP(address) !== 0 && loopback.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');

type Resolve = (
  hostname: string,
  options: { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * The `lookup` of a connection: what it answers is what is connected to, so that a name cannot lead to one address when
 * it is judged and to another when it is used (DNS rebinding). One bad address among several refuses them all.
 */
export const lookupWhere =
  (isAllowed: (address: string) => boolean, resolve: Resolve = lookup): LookupFunction =>
  (hostname, options, callback) =>
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return callback(error ?? new PrivateAddress(), '');
      if (!addresses.every(({ address }) => isAllowed(address))) return callback(new PrivateAddress(), '');
      if (options.all) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
