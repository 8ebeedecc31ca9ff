import type { AccessMode } from '../../access/access-mode';

/**
 * The original platform's scope for an access mode, such as `urn:nhsd:apim:user-nhs-login:P9`, without the API's name
 * at its end: a token would grow with every subscription.
 */
export function scopeOf(mode: AccessMode): string {
  const dash = mode.lastIndexOf('-');
  const [who, level] = [mode.slice(0, dash), mode.slice(dash + 1)];
  if (who === 'app') return `urn:nhsd:apim:app:${level}`;
  return `urn:nhsd:apim:user-${who}:${who === 'nhs-login' ? level.toUpperCase() : level}`;
}
