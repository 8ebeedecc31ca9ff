import type { JWTPayload } from 'jose';
import * as z from 'zod';

const provider = z.object({
  issuer: z.url(),
  jwksUri: z.url(),
  /** The platform's own client id there; absent where it signs nobody in itself. */
  clientId: z.string().min(1).optional(),
  /** Client ids at the provider whose ID tokens any application may exchange, such as the platform's own. */
  audience: z.array(z.string().min(1)).optional(),
});

/** The identity providers of an environment by name. */
export const identityProviders = z.object({ 'nhs-cis2': provider.optional(), 'nhs-login': provider.optional() });
export type IdentityProviders = z.infer<typeof identityProviders>;
export const identityProviderName = identityProviders.keyof();
export type IdentityProviderName = z.infer<typeof identityProviderName>;

export interface IdentityProvider extends z.infer<typeof provider> {
  readonly name: IdentityProviderName;
}

/** An ID token whose signature, issuer, audience and times hold. */
export interface VerifiedIdToken {
  readonly provider: IdentityProviderName;
  readonly compact: string;
  readonly claims: Readonly<JWTPayload>;
}

/** The provider that an ID token's `iss` names, compared as a string. */
export function providerOf(providers: IdentityProviders, issuer: unknown): IdentityProvider | undefined {
  for (const name of identityProviderName.options) {
    const found = providers[name];
    if (found !== undefined && found.issuer === issuer) return { ...found, name };
  }
  return undefined;
}
