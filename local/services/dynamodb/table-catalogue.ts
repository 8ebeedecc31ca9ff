/** What the host must know of a table beyond what the engine keeps. */
export interface TableSettings {
  readonly name: string;
  readonly arn: string;
  /** Customer-managed key; absent where AWS owns the key. */
  readonly keyName?: string;
  /** Attribute that holds the epoch second after which an item is deleted. */
  readonly ttlAttribute?: string;
}

export type TableCatalogue = Map<string, TableSettings>;
