/** NIST SP 800-63B §3.1.1.2: length, a blocklist, and no rules of composition. The longest is Cognito's. */
export const shortestPassword = 12;
export const longestPassword = 256;

/** The blocklist: passwords that are tried first, repetitions, sequences, and words about the person or the service. */
export interface CommonPasswords {
  has(password: string, about: readonly string[]): Promise<boolean>;
}
