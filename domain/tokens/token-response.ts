/** The body of a successful answer (RFC 6749 §5.1); every value is a string, as in the original. */
export type TokenResponse = Readonly<Record<string, string>>;
