import { Failure } from '../failure';
import { type Catalogue, documentKeys } from './catalogue';
import type { BasePathClaim, RegistryStore } from './registry-store';

interface Needs {
  readonly registry: RegistryStore;
  readonly catalogue: Catalogue;
}

/**
 * Takes an API out of the registry, the entry first, so that nobody is let in while the rest goes. What another stack
 * owns stays; so does an entry that has moved to another base path, of which only the old path is given back.
 */
export const makeWithdrawApi =
  ({ registry, catalogue }: Needs) =>
  async (claim: BasePathClaim): Promise<void> => {
    const { api, basePath, owner } = claim;
    const entry = await registry.find(api);
    if (entry?.owner === owner && entry.basePath === basePath) {
      if (!(await registry.remove(api, entry.revision))) {
        throw new Failure(
          'governance',
          `${api} is being registered by another deployment. Delete it when that has ended.`,
        );
      }
      await catalogue.withdraw(Object.values(documentKeys(api)));
    }
    await registry.releaseBasePath(claim);
  };
