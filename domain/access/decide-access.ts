import { withHeads } from '../api-definition/implied-operations';
import type { Application } from '../applications/application';
import { standingOf } from '../applications/subscription';
import { type AccessMode, satisfies } from '../credentials/access-mode';
import type { RegistryEntry } from '../publishing/registry-entry';

export type RegisteredOperation = Pick<RegistryEntry['operations'][number], 'method' | 'path'>;

/** What a caller may do with one whole API. */
export type AccessDecision =
  | { readonly outcome: 'unauthorised'; readonly reason: 'mode_not_accepted' }
  | { readonly outcome: 'refused'; readonly reason: 'application_not_approved' | 'not_subscribed' }
  | { readonly outcome: 'allowed'; readonly operations: DecidedOperations };

/** The restricted operations of an API, as one mode finds them: one value for each entry and mode. */
export interface DecidedOperations {
  readonly allowed: readonly RegisteredOperation[];
  /** Those that ask for something else. */
  readonly refused: readonly RegisteredOperation[];
}

/** How every API is probed: with the platform's monitoring key only. */
export const statusOperations: readonly RegisteredOperation[] = [
  { method: 'GET', path: '/_status' },
  { method: 'HEAD', path: '/_status' },
];

interface Caller {
  readonly application: Application;
  readonly mode: AccessMode;
  /** One person calls for another. */
  readonly isDelegated?: boolean;
}

export function decideAccess(entry: RegistryEntry, { application, mode, isDelegated }: Caller): AccessDecision {
  if (application.status !== 'approved') return { outcome: 'refused', reason: 'application_not_approved' };
  if (standingOf(application, entry.api) !== 'approved') return { outcome: 'refused', reason: 'not_subscribed' };
  if (isDelegated && !entry.delegatedAccess) return { outcome: 'unauthorised', reason: 'mode_not_accepted' };
  const operations = operationsFor(entry, mode);
  if (operations.allowed.length === 0) return { outcome: 'unauthorised', reason: 'mode_not_accepted' };
  return { outcome: 'allowed', operations };
}

const decided = new WeakMap<RegistryEntry, Map<AccessMode, DecidedOperations>>();

function operationsFor(entry: RegistryEntry, mode: AccessMode): DecidedOperations {
  const byMode = decided.get(entry) ?? new Map<AccessMode, DecidedOperations>();
  decided.set(entry, byMode);
  const found = byMode.get(mode);
  if (found) return found;
  const restricted = withHeads(entry.operations).filter(({ access }) => access.length > 0);
  const accepts = ({ access }: (typeof restricted)[number]) => access.some((asked) => satisfies(mode, asked));
  const operations = { allowed: restricted.filter(accepts), refused: restricted.filter((each) => !accepts(each)) };
  byMode.set(mode, operations);
  return operations;
}
