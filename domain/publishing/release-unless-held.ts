import type { BasePathClaim, RegistryStore } from './registry-store';

/** Gives a base path back, unless the API's entry stands on it. */
export async function releaseUnlessHeld(
  registry: Pick<RegistryStore, 'find' | 'releaseBasePath'>,
  claim: BasePathClaim,
): Promise<void> {
  const entry = await registry.find(claim.api);
  const isHeld = entry?.owner === claim.owner && entry.basePath === claim.basePath;
  if (!isHeld) await registry.releaseBasePath(claim);
}
