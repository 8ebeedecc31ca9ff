/** What rests of a secret that only its holder keeps. */
export interface SecretHash {
  of(secret: string): string;
  /** Takes as long for a near miss as for a far one. */
  matches(secret: string, hash: string): boolean;
}
