import type { JWTPayload } from 'jose';
import * as z from 'zod';
import { type AccessMode, accessMode } from '../credentials/access-mode';
import { own } from '../own';
import type { IdentityProviderName } from './identity-provider';

/**
 * Who the user of a user-restricted token is, by the names of the `x-nhsd-apim` extension's `target-identity`. It
 * travels encrypted in the access token's `identity` claim, and only the relay that needs it can read it.
 */
export const userIdentity = z.object({
  'cis2-uuid': z.string().optional(),
  'cis2-urid': z.string().optional(),
  'cis2-acr': z.string().optional(),
  'nhs-login-nhs-number': z.string().optional(),
  'nhs-login-identity-proofing-level': z.string().optional(),
  /** NHS number of who acts for the user (RFC 8693 `act`). */
  'nhs-login-actor-nhs-number': z.string().optional(),
  /** The identity provider's own ID token, where an API that the application may call asks for it. */
  'id-token': z.string().optional(),
  /** Every role that CIS2 says the user has, by `person_roleid`; absent where it did not say. */
  'cis2-roles': z.array(z.string()).optional(),
});
export type UserIdentity = z.infer<typeof userIdentity>;

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
