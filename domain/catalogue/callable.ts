import { type AccessMode, isUserMode } from '../credentials/access-mode';
import type { RegistryEntry } from '../publishing/registry-entry';

/** Ways to call that have a tutorial. */
export type WayToCall = 'open' | 'key' | 'token' | 'user';

/** An operation that can be called as it stands. */
export interface Callable {
  readonly path: string;
  readonly access: readonly AccessMode[];
}

const accepts: Readonly<Record<WayToCall, (access: readonly AccessMode[]) => boolean>> = {
  open: (access) => access.length === 0,
  key: (access) => access.includes('app-level0'),
  token: (access) => access.includes('app-level3'),
  user: (access) => access.some(isUserMode),
};

/** For each way the first GET of an API that has nothing to fill in; absent where there is none. */
export function callablesOf({ operations }: RegistryEntry): Partial<Record<WayToCall, Callable>> {
  const plain = operations.filter(({ method, path }) => method === 'GET' && !path.includes('{'));
  const found = (Object.keys(accepts) as WayToCall[]).flatMap((way) => {
    const operation = plain.find(({ access }) => accepts[way](access));
    return operation ? [[way, { path: operation.path, access: operation.access }] as const] : [];
  });
  return Object.fromEntries(found);
}
