/**
 * A record's member by a name from outside: `constructor` and all that every object inherits are nobody's. Where names
 * from outside are written too, a Map holds them.
 */
export const own = <T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
