import { Failure } from '../../../domain/failure';
import { version } from '../../../package.json';
import type { Release } from './publication';

/** What the build knows of itself. */
export interface BuildFacts {
  /** Commit that the assembly is made from. */
  readonly DIP_COMMIT?: string | undefined;
  /** The build's own number. */
  readonly DIP_REVISION?: string | undefined;
}

/**
 * What every `_ping` says of the build; undefined for a synthesis that is no build, such as one on a laptop.
 * @throws Failure `invalid_configuration` where only half of it is stated.
 */
export function releaseOf({ DIP_COMMIT, DIP_REVISION }: BuildFacts): Release | undefined {
  if (DIP_COMMIT) return { revision: DIP_REVISION ?? version, releaseId: version, commitId: DIP_COMMIT };
  if (!DIP_REVISION) return undefined;
  throw new Failure('invalid_configuration', 'DIP_REVISION has no effect without DIP_COMMIT: state both or neither');
}
