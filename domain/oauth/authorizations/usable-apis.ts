import type { Application } from '../../applications/application';
import { type AccessMode, satisfies } from '../../credentials/access-mode';
import type { RegistryEntry } from '../../publishing/registry-entry';
import type { OAuthPorts } from '../ports';
import { TokenRefusal } from '../token-refusal';

interface Asked {
  readonly application: Application;
  readonly mode: AccessMode;
  /** One person is to call for another. */
  readonly isDelegated?: boolean;
}

/**
 * The APIs that the application may call with a token of this mode. None is a refusal, as in the original platform: a
 * token that opens nothing would only move the error to the first call.
 */
export const makeUsableApis =
  ({ registry }: Pick<OAuthPorts, 'registry'>) =>
  async ({ application, mode, isDelegated = false }: Asked): Promise<readonly RegistryEntry[]> => {
    const subscribed = Object.entries(application.subscriptions).filter(([, { status }]) => status === 'approved');
    const entries = await Promise.all(subscribed.map(([api]) => registry.find(api)));
    const usable = entries
      .filter((entry) => entry !== undefined)
      .filter(({ delegatedAccess }) => delegatedAccess || !isDelegated)
      .filter(({ operations }) => operations.some(({ access }) => access.some((asked) => satisfies(mode, asked))));
    if (usable.length === 0) throw new TokenRefusal('mode_not_usable');
    return usable;
  };
