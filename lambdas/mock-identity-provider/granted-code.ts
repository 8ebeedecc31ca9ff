import * as z from 'zod';
import type { AuthorizationRequest } from './authorization-request';
import type { Issuer } from './issuer';
import { ProviderRefusal } from './refusal';
import type { TestUser } from './test-user';

const grant = z.object({
  client_id: z.string(),
  redirect_uri: z.string(),
  scope: z.string(),
  /** Ids of test users. */
  user: z.string(),
  actor: z.string().optional(),
  nonce: z.string().optional(),
  code_challenge: z.string().optional(),
  sid: z.string(),
  auth_time: z.number(),
});
/** What a user let a client have, as the authorisation code carries it. */
export type GrantedCode = z.infer<typeof grant>;

const typ = 'code+jwt';
/** Seconds that a code lives. */
const lifetime = 60;

/**
 * The code is the grant itself, signed: these providers keep nothing. So nothing stops a second use within its minute
 * but the PKCE verifier and the client's own key; whoever tests single use tests it at the platform.
 */
export function issueCode(
  { client, redirectUri, scope, nonce, challenge }: AuthorizationRequest,
  { user, actor }: { readonly user: TestUser; readonly actor?: TestUser },
  issuer: Issuer,
): Promise<string> {
  const claims: GrantedCode = {
    client_id: client.id,
    redirect_uri: redirectUri,
    scope,
    user: user.id,
    ...(actor && { actor: actor.id }),
    ...(nonce !== undefined && { nonce }),
    ...(challenge !== undefined && { code_challenge: challenge }),
    sid: issuer.newId(),
    auth_time: issuer.now(),
  };
  return issuer.sign({ typ, lifetime, claims: { ...claims, aud: issuer.url } });
}

/** @throws invalid_grant for what is no code of this issuer, or is one no longer. */
export async function readCode(code: string, issuer: Issuer): Promise<GrantedCode> {
  const claims = await issuer.read(typ, code, issuer.url).catch(() => undefined);
  const read = grant.safeParse(claims).data;
  if (read === undefined) throw new ProviderRefusal('invalid_grant', 'code is unknown or out of date');
  return read;
}
