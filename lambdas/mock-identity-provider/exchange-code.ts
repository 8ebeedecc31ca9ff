import { createHash, timingSafeEqual } from 'node:crypto';
import { accessTokenLifetime, signAccessToken } from './access-token';
import type { Client } from './clients';
import { type GrantedCode, readCode } from './granted-code';
import { hashOf, signIdToken } from './id-token';
import type { Issuer } from './issuer';
import type { Parameters } from './parameters';
import { ProviderRefusal } from './refusal';

/**
 * The tokens behind an authorisation code (OpenID Connect Core §3.1.3.3).
 * @throws invalid_grant where the code is not this client's, or not for this request.
 */
export async function exchangeCode(parameters: Parameters, client: Client, issuer: Issuer) {
  const { grant_type, code, redirect_uri, code_verifier } = parameters;
  if (grant_type === undefined) throw new ProviderRefusal('invalid_request', 'grant_type is missing');
  if (grant_type !== 'authorization_code') {
    throw new ProviderRefusal('unsupported_grant_type', 'grant_type must be authorization_code');
  }
  if (code === undefined) throw new ProviderRefusal('invalid_request', 'code is missing');
  const grant = await readCode(code, issuer);
  if (grant.client_id !== client.id) throw new ProviderRefusal('invalid_grant', 'code was issued to another client');
  if (grant.redirect_uri !== redirect_uri) {
    throw new ProviderRefusal('invalid_grant', 'redirect_uri is not the one of the authorisation request');
  }
  checkVerifier(grant, code_verifier);
  return tokensFor(grant, issuer);
}

/** RFC 7636 §4.6; RFC 9700 §4.8.2: a verifier without a challenge is an attack too. */
function checkVerifier({ code_challenge }: GrantedCode, verifier: string | undefined): void {
  if (code_challenge === undefined && verifier === undefined) return;
  if (code_challenge === undefined || verifier === undefined) {
    throw new ProviderRefusal('invalid_grant', 'code_verifier and code_challenge go together');
  }
  const hash = createHash('sha256').update(verifier).digest();
  const expected = Buffer.from(code_challenge, 'base64url');
  if (hash.length !== expected.length || !timingSafeEqual(hash, expected)) {
    throw new ProviderRefusal('invalid_grant', 'code_verifier does not match code_challenge');
  }
}

async function tokensFor(grant: GrantedCode, issuer: Issuer) {
  const user = issuer.users.get(grant.user);
  if (user === undefined) throw new ProviderRefusal('invalid_grant', 'code is of a user who is gone');
  const actor = grant.actor === undefined ? undefined : issuer.users.get(grant.actor);
  const access_token = await signAccessToken(grant, user, issuer);
  const { client_id: clientId, auth_time: authTime, nonce, sid } = grant;
  const more = { sid, at_hash: hashOf(access_token, issuer), ...(nonce !== undefined && { nonce }) };
  const id_token = await signIdToken({ user, actor, clientId, authTime, more }, issuer);
  return { access_token, token_type: 'Bearer', expires_in: accessTokenLifetime, scope: grant.scope, id_token };
}
