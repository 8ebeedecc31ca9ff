import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import type { Attempts } from '../accounts/attempts';
import type { Application } from '../applications/application';
import type { ApplicationStore } from '../applications/application-store';
import type { NoteKeyUse } from '../applications/key-uses';
import type { SecretHash } from '../credentials/secret-hash';
import type { Clock, NewId } from '../ports';
import type { RegistryStore } from '../publishing/registry-store';
import type { Authorization } from './authorization';
import type { IdentityProviders } from './identity-provider';
import type { IdentityProviderClient } from './identity-provider-client';
import type { SealedSignIn } from './pending-sign-in';
import type { UserIdentity } from './user-identity';

/** Everything that the authorisation server stands on; each part of it takes what it uses. */
export interface OAuthPorts {
  /** `iss` of access tokens: the address below which the server answers. */
  readonly issuer: string;
  /** `aud` of access tokens. */
  readonly audience: string;
  /** What a client assertion's `aud` may be: the token endpoint's URLs, as the original asks, and the issuer, as RFC 7523bis does. */
  readonly audiences: readonly string[];
  readonly providers: IdentityProviders;

  readonly applications: Pick<ApplicationStore, 'find'>;
  readonly registry: Pick<RegistryStore, 'find'>;
  readonly authorizations: AuthorizationStore;
  readonly revocations: RevocationStore;
  readonly signIns: SignInStore;
  readonly replays: ReplayStore;
  readonly attempts: Attempts;
  readonly noteKeyUse: NoteKeyUse;

  readonly clientKeys: ClientKeys;
  readonly providerKeys: ProviderKeys;
  readonly fetchKeySet: FetchKeySet;
  readonly identityProviders: IdentityProviderClient;

  readonly signer: TokenSigner;
  readonly signature: TokenSignature;
  readonly identities: IdentityCipher;
  /** Seals the access tokens that identity providers give the platform. */
  readonly upstreamTokens: TextCipher;
  readonly marks: Marks;
  readonly hash: SecretHash;
  /** Opens `_status`. */
  readonly monitoringKey: () => Promise<string>;

  readonly clock: Clock;
  readonly newId: NewId;
  readonly newSecret: () => string;
  /** Told of what did not answer, where the request goes on without. */
  readonly onUnanswered: (error: unknown) => void;
  /** Told of what went wrong on the platform's or an identity provider's side. */
  readonly onFault: (error: unknown) => void;
}

/** Whose authorisations a back-channel logout ends: those of one session at the identity provider, or of one of its users. */
export type UpstreamKey = { readonly upstreamSession: string } | { readonly upstreamUser: string };

/** What users let applications do. */
export interface AuthorizationStore {
  find(id: string): Promise<Authorization | undefined>;
  /**
   * Writes it if what is stored is at the revision before its own (nothing stored counts as 0). Answers false, and
   * writes nothing, where another writer came first.
   */
  save(authorization: Authorization): Promise<boolean>;
  /** Their ids; one made within the last second may be missing. */
  idsOf(key: UpstreamKey): Promise<readonly string[]>;
}

/**
 * Ids of authorisations, and of access tokens without one, whose access tokens are worth nothing any more though they
 * have not expired. The authoriser asks it of every token that the gateway has not cached. Sessions at identity
 * providers that are over stand in it too (`Authorization.upstreamSession`), as their ID tokens have not expired either.
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

/**
 * The public keys of an application, read anew where `kid` is not among those known.
 * @throws TokenRefusal where it has none, or they cannot be had
 */
export type ClientKeys = (application: Application, kid: string) => Promise<JWTVerifyGetKey>;

/** The keys behind an identity provider's JWKS address. */
export type ProviderKeys = (uri: string) => JWTVerifyGetKey;

/** @throws whatever stops it; it must not take long. */
export type FetchKeySet = (uri: string) => Promise<JSONWebKeySet>;

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
