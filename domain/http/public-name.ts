/** Names that only some network or machine knows (RFC 6761, RFC 6762, RFC 8375, `internal` by ICANN, and RFC 6762 App. G). */
const inner = [
  'local',
  'localhost',
  'internal',
  'arpa',
  'test',
  'invalid',
  'intranet',
  'private',
  'corp',
  'home',
  'lan',
];

/** What AWS names after the network it stands in: a load balancer that faces inwards, an interface endpoint, an instance. */
const innerOfAws = /^(internal-|vpce-|ip-\d+-\d+-\d+-\d+\.).*\.amazonaws\.com$/;

/** Whether a host, as `URL` writes it, has a name of the internet: no address, and no name that only some network knows. */
export function isPublicName(host: string): boolean {
  // URL writes every form of an IPv4 address with four numbers.
  if (/^[\d.]+$|^\[/.test(host)) return false;
  const name = host.replace(/\.$/, '').toLowerCase();
  const labels = name.split('.');
  return labels.length > 1 && !inner.includes(labels.at(-1) ?? '') && !innerOfAws.test(name);
}
