import type { Grant } from './authorization';
import type { SealedSignIn } from './pending-sign-in';
import type { UserIdentity } from './user-identity';

/** Whose grants a back-channel logout ends: those of one session at the identity provider, or of one of its users. */
export type UpstreamKey = { readonly upstreamSession: string } | { readonly upstreamUser: string };

/** What users let applications do. */
export interface GrantStore {
  find(id: string): Promise<Grant | undefined>;
  /**
   * Writes the grant if what is stored is at the revision before its own (nothing stored counts as 0). Answers false,
   * and writes nothing, where another writer came first.
   */
  save(grant: Grant): Promise<boolean>;
  /** Ids of the grants; one made within the last second may be missing. */
  idsOf(key: UpstreamKey): Promise<readonly string[]>;
}

/**
 * Ids of grants, and of access tokens without one, whose access tokens are worth nothing any more though they have not
 * expired. The authoriser asks it of every token that the gateway has not cached. Sessions at identity providers that
 * are over stand in it too (`Grant.upstreamSession`), as their ID tokens have not expired either.
 */
export interface RevocationStore {
  /** @param revocation.expiresAt when the last access token it concerns has expired by itself */
  revoke(revocation: { readonly id: string; readonly expiresAt: Date }): Promise<void>;
  isRevoked(id: string): Promise<boolean>;
}

/** Users on their way to an identity provider. */
export interface SignInStore {
  save(signIn: SealedSignIn): Promise<void>;
  /** Reads and removes at once: of any number of callers with the same id one gets it. It may have expired. */
  take(id: string): Promise<SealedSignIn | undefined>;
}

/** Remembers what may be used once. */
export interface ReplayStore {
  /** True for exactly one of any number of callers with the same id, until `expiresAt`. */
  burn(once: { readonly id: string; readonly expiresAt: Date }): Promise<boolean>;
}

/** Signs JWTs with a key that nobody can read. */
export interface TokenSigner {
  /** Compact JWS of the claims with the header's `typ`; algorithm and `kid` are the signer's own. */
  sign(token: { readonly typ: string; readonly claims: Readonly<Record<string, unknown>> }): Promise<string>;
}

/** Whether this platform's own key, named by `kid`, made the PS256 signature (RFC 7518 §3.5) of a compact JWS. */
export type TokenSignature = (jws: {
  readonly kid: string;
  /** What is signed: the first two parts with the dot between. */
  readonly signed: string;
  /** The third part, base64url. */
  readonly signature: string;
}) => boolean;

/** Encrypts a user's identity for one application: what is sealed for one does not open for another. */
export interface IdentityCipher {
  /** @returns base64url, below 1 KB for the identities there are. */
  seal(identity: UserIdentity, applicationId: string): Promise<string>;
  /** @throws where it was sealed for another application or is damaged. */
  open(sealed: string, applicationId: string): Promise<UserIdentity>;
}

/** Encrypts a short text for one application: what is sealed for one does not open for another. */
export interface TextCipher {
  /** @param text 4,096 bytes at most. */
  seal(text: string, applicationId: string): Promise<string>;
  /** @throws where it was sealed for another application or is damaged. */
  open(sealed: string, applicationId: string): Promise<string>;
}

/**
 * What stands in a table for a text that a caller chose, or that names a person: always the same for the same text, and
 * made with a key that rests nowhere, so that whoever reads the table cannot find the text by trying.
 */
export interface Marks {
  of(text: string): Promise<string>;
}
