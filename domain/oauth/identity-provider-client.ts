import type { IdentityProviderName, VerifiedIdToken } from './identity-provider';
import type { PendingSignIn } from './pending-sign-in';

/**
 * - `declined`: the provider answered that the user is not signed in.
 * - `unavailable`: it did not answer, or not as a provider in good health does.
 * - `untrusted`: what came does not belong to this request, to this platform or to this provider.
 */
export type IdentityProviderFaultKind = 'declined' | 'unavailable' | 'untrusted';

/** What stands between a user and the end of a sign-in, on the identity provider's side. */
export class IdentityProviderFault extends Error {
  readonly kind: IdentityProviderFaultKind;

  constructor(kind: IdentityProviderFaultKind, options?: { cause?: unknown }) {
    super(`An identity provider's part of a sign-in failed: ${kind}`, options);
    this.name = `IdentityProviderFault ${kind}`;
    this.kind = kind;
  }
}

/** The secrets of one user's way to the provider and back. */
export interface SignInSecrets extends Pick<PendingSignIn, 'nonce' | 'verifier'> {
  readonly state: string;
}

export interface SignInRequest extends SignInSecrets {
  readonly provider: IdentityProviderName;
  /** Levels of authentication that the application is content with. @default what the provider's users reach at best */
  readonly acrValues?: string | undefined;
}

export interface SignInAnswer {
  readonly provider: IdentityProviderName;
  /** The query that the user came back with. */
  readonly parameters: Readonly<Partial<Record<string, string>>>;
  readonly secrets: SignInSecrets;
}

export interface ProviderTokens {
  readonly idToken: VerifiedIdToken;
  readonly accessToken: string;
  /** Seconds; absent where the provider does not say. */
  readonly expiresIn?: number | undefined;
}

/** The platform as a client of identity providers. Everything is refused with an `IdentityProviderFault`. */
export interface IdentityProviderClient {
  /** Providers at which the platform is registered. */
  readonly providers: readonly IdentityProviderName[];
  /** Where the user is sent to sign in. */
  addressOf(request: SignInRequest): Promise<string>;
  /** Turns the provider's answer into tokens that are known to be its own, for this request. */
  redeem(answer: SignInAnswer): Promise<ProviderTokens>;
  userinfo(asked: {
    readonly provider: IdentityProviderName;
    readonly accessToken: string;
    /** `sub` that the answer must be about (OpenID Connect Core §5.3.2). */
    readonly subject: string;
  }): Promise<Readonly<Record<string, unknown>>>;
}
