/** Whether this platform's own key, named by `kid`, made the PS256 signature (RFC 7518 §3.5) of a compact JWS. */
export type TokenSignature = (jws: {
  readonly kid: string;
  /** What is signed: the first two parts with the dot between. */
  readonly signed: string;
  /** The third part, base64url. */
  readonly signature: string;
}) => boolean;
