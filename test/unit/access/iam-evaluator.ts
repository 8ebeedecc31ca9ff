import type { AccessPolicy } from '../../../domain/access/access-policy';

/** IAM's own rules for a resource: `*` is any run of characters, `/` included, and `?` is any one. */
function matches(pattern: string, resource: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(resource);
}

/** Explicit deny first, then allow, then nothing. */
export function isAllowed({ Statement }: AccessPolicy, resource: string): boolean {
  const hit = (effect: 'Allow' | 'Deny') =>
    Statement.some(({ Effect, Resource }) => Effect === effect && Resource.some((arn) => matches(arn, resource)));
  return !hit('Deny') && hit('Allow');
}
