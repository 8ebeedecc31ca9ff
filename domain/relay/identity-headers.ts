import type { CallerContext } from '../access/caller-context';
import { isUserMode } from '../credentials/access-mode';
import { Refusal } from '../errors/refusal';
import type { NameValueList } from '../http/http-message';
import type { IdentityCipher } from '../oauth/ports';
import { isHeaderValue } from './header-value';
import type { RelayConfig } from './relay-config';
import { sessionRole } from './session-role';

/**
 * The user's identity as the headers that `target-identity` names. What the user's identity provider does not say is
 * left out: an API may ask for the attributes of two providers. A healthcare worker's role is the caller's choice.
 * @throws Refusal where a user's token carries no identity, or the role is not the user's.
 */
export async function identityHeaders(
  config: RelayConfig,
  cipher: Pick<IdentityCipher, 'open'>,
  caller: CallerContext | undefined,
  sent: NameValueList,
): Promise<NameValueList> {
  if (config.identityHeaders.length === 0 || caller === undefined) return [];
  if (caller.mode === 'monitoring' || !isUserMode(caller.mode)) return [];
  if (caller.identity === undefined) {
    throw new Refusal({ code: 'ACCESS_DENIED', diagnostics: 'The access token names no user. Ask for a new one.' });
  }
  const identity = await cipher.open(caller.identity, caller.applicationId);
  const isWorker = caller.mode.startsWith('nhs-cis2-');
  return config.identityHeaders.flatMap(({ name, header }) => {
    const value = name === 'cis2-urid' && isWorker ? sessionRole(identity, sent) : identity[name];
    return value !== undefined && isHeaderValue(value) ? [[header, value] as const] : [];
  });
}
