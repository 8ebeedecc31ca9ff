import type { RegistryEntry } from './registry-entry';

/** Who holds a base path: the API, and the CloudFormation stack that publishes it. */
export interface BasePathClaim {
  readonly basePath: string;
  readonly api: string;
  readonly owner: string;
}

/** The APIs of one environment, one item each, and the base paths they hold. */
export interface RegistryStore {
  find(api: string): Promise<RegistryEntry | undefined>;
  /** Every API, in no order. */
  list(): Promise<readonly RegistryEntry[]>;
  /**
   * Writes the entry if what is stored still has `expectedRevision`; `undefined` means that nothing may be stored yet.
   * Answers false, and writes nothing, where another writer came first.
   */
  save(entry: RegistryEntry, expectedRevision: number | undefined): Promise<boolean>;
  /** As `save`: false where the entry is not at `expectedRevision`, true where it is gone or never was. */
  remove(api: string, expectedRevision: number): Promise<boolean>;
  /** Remembers whose API had a name that is free now. */
  rememberPublisher(api: string, organisation: string): Promise<void>;
  /** Whose API last had the name and gave it up; undefined where there was none. */
  formerPublisher(api: string): Promise<string | undefined>;
  /**
   * Takes a base path in one conditional write, so that of two APIs that ask at the same time one gets it. Taking what
   * the same API of the same stack holds succeeds. Answers who holds the path afterwards.
   */
  claimBasePath(claim: BasePathClaim): Promise<BasePathClaim>;
  /** Gives a base path back; one that another API or stack holds stays as it is. */
  releaseBasePath(claim: BasePathClaim): Promise<void>;
}
