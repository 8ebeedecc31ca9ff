import type { JWTPayload } from 'jose';
import * as z from 'zod';
import { type AccessMode, accessMode } from '../access/access-mode';
import type { UserIdentity } from './user-identity';

const provider = z.object({
  issuer: z.url(),
  jwksUri: z.url(),
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

/** The provider that an ID token's `iss` names, compared as a string. */
export function providerOf(providers: IdentityProviders, issuer: unknown): IdentityProvider | undefined {
  for (const name of identityProviderName.options) {
    const found = providers[name];
    if (found !== undefined && found.issuer === issuer) return { ...found, name };
  }
  return undefined;
}

/** The access mode that an ID token proves, or undefined where it states no level that the platform knows. */
export function modeProved(name: IdentityProviderName, claims: JWTPayload): AccessMode | undefined {
  const level =
    name === 'nhs-cis2'
      ? `aal${String(claims.authentication_assurance_level)}`
      : String(claims.identity_proofing_level).slice(0, 2).toLowerCase();
  return accessMode.safeParse(`${name}-${level}`).data;
}

const identityClaims = {
  'nhs-cis2': { 'cis2-uuid': 'sub', 'cis2-urid': 'selected_roleid', 'cis2-acr': 'acr' },
  'nhs-login': {
    'nhs-login-nhs-number': 'nhs_number',
    'nhs-login-identity-proofing-level': 'identity_proofing_level',
  },
} as const satisfies Record<IdentityProviderName, Partial<Record<keyof UserIdentity, string>>>;

/** Who the user is, from the provider's claims; what the provider does not say is left out. */
export function identityIn(name: IdentityProviderName, claims: JWTPayload): UserIdentity {
  const entries = Object.entries(identityClaims[name]).map(([key, claim]) => [key, claims[claim]] as const);
  return Object.fromEntries(entries.filter(([, value]) => isShortText(value)));
}

// KMS encrypts 4,096 bytes at most, and the access token must fit a header.
const isShortText = (value: unknown) => typeof value === 'string' && value !== '' && value.length <= 256;
