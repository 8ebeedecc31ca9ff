import type { PortalContext } from '../portal-context';

/**
 * The address of the browser. API Gateway sees CloudFront's; CloudFront puts the viewer's last into `X-Forwarded-For`, and
 * API Gateway CloudFront's after it, so that what the viewer wrote there itself stands before both and does not count.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 */
export function visitorAddress(context: PortalContext): string {
  const forwarded = (context.req.header('x-forwarded-for') ?? '').split(',').map((address) => address.trim());
  return network(forwarded.at(-2) ?? context.env?.sourceIp ?? 'unknown');
}

/** One subscriber has all of an IPv6 /64, and one address of IPv4. */
function network(address: string): string {
  if (!(address.includes(':') && URL.canParse(`http://[${address}]`))) return address;
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (part: string) => part.split(':').filter((group) => group !== '');
  const [leading, trailing] = [groups(head), groups(tail)];
  const zeros = Array.from({ length: Math.max(0, 8 - leading.length - trailing.length) }, () => '0');
  return `${[...leading, ...zeros, ...trailing].slice(0, 4).join(':')}::/64`;
}
