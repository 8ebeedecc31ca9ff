import type { JWTPayload } from 'jose';
import * as z from 'zod';
import { type AccessMode, accessMode } from '../access/access-mode';
import { own } from '../own';
import type { UserIdentity } from './user-identity';

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
  const entries = Object.entries(identityClaims[name]).map(([key, claim]) => [key, own(claims, claim)] as const);
  const said = Object.fromEntries(entries.filter(([, value]) => isShortText(value)));
  return name === 'nhs-cis2' ? { ...rolesIn(claims), ...said } : said;
}

// KMS encrypts 4,096 bytes at most, and the access token must fit a header.
const isShortText = (value: unknown) => typeof value === 'string' && value !== '' && value.length <= 256;

/** A role beyond these is one that the user cannot choose: a list cut short refuses, a missing one would not. */
const mostRoles = 50;
const role = z.object({ person_roleid: z.string().regex(/^\d{1,20}$/) });

/** CIS2's `nhsid_nrbac_roles`. A user's only role needs no choosing. */
function rolesIn({ nhsid_nrbac_roles }: JWTPayload): UserIdentity {
  const { data } = z.array(z.unknown()).safeParse(nhsid_nrbac_roles);
  if (data === undefined) return {};
  const ids = data.map((one) => role.safeParse(one).data?.person_roleid).filter((id) => id !== undefined);
  const [only, ...others] = ids;
  return {
    'cis2-roles': ids.slice(0, mostRoles),
    ...(only !== undefined && others.length === 0 && { 'cis2-urid': only }),
  };
}
