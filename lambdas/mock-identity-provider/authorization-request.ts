import { type Client, type FindClient, mayReturnTo } from './clients';
import type { Issuer } from './issuer';
import { type Parameters, refuseLong } from './parameters';
import { ProviderRefusal } from './refusal';
import { rankOf, type TestUser } from './test-user';

/** Where the answer goes, known to be right: only now may anybody be redirected (RFC 6749 §4.1.2.1). */
export interface Destination {
  readonly client: Client;
  readonly redirectUri: string;
}

/** @throws a Refusal to show to the user, who must not be sent to where the request says. */
export async function readDestination(parameters: Parameters, findClient: FindClient): Promise<Destination> {
  refuseLong(parameters);
  const client = await findClient(parameters.client_id);
  const redirectUri = parameters.redirect_uri;
  if (redirectUri === undefined) throw new ProviderRefusal('invalid_request', 'redirect_uri is missing');
  if (!mayReturnTo(client, redirectUri)) {
    throw new ProviderRefusal('invalid_request', 'redirect_uri is not one that the application has registered');
  }
  return { client, redirectUri };
}

export interface AuthorizationRequest extends Destination {
  readonly scope: string;
  readonly nonce?: string | undefined;
  readonly challenge?: string | undefined;
  /** The users that reach the level asked for. */
  readonly offered: readonly TestUser[];
  /** Who signs in without being asked, and on whose behalf. */
  readonly chosen?: { readonly user: TestUser; readonly actor?: TestUser } | undefined;
}

/** @throws a Refusal for the client, at its redirect URI. */
export function readRequest(parameters: Parameters, destination: Destination, issuer: Issuer): AuthorizationRequest {
  refuseUnsupported(parameters);
  const { scope = '', nonce, code_challenge: challenge } = parameters;
  if (!scope.split(' ').includes('openid')) throw new ProviderRefusal('invalid_scope', 'scope must contain openid');
  checkChallenge(parameters, destination.client);
  const offered = usersAsked(parameters, issuer);
  const chosen = choice(parameters, offered, issuer);
  if (chosen === undefined && parameters.prompt?.split(' ').includes('none')) {
    throw new ProviderRefusal('login_required', 'The mock remembers no session: name a user in login_hint');
  }
  return { ...destination, scope, nonce, challenge, offered, chosen };
}

function refuseUnsupported({ response_type, response_mode = 'query', request, request_uri }: Parameters): void {
  if (response_type === undefined) throw new ProviderRefusal('invalid_request', 'response_type is missing');
  if (response_type !== 'code') throw new ProviderRefusal('unsupported_response_type', 'response_type must be code');
  if (response_mode !== 'query') throw new ProviderRefusal('invalid_request', 'response_mode must be query');
  if (request !== undefined) throw new ProviderRefusal('request_not_supported', 'request objects are not supported');
  if (request_uri !== undefined) throw new ProviderRefusal('request_uri_not_supported', 'request_uri is not supported');
}

/** RFC 7636 §4.2: 32 bytes, base64url. */
const challengeFormat = /^[A-Za-z0-9_-]{43}$/;

function checkChallenge({ code_challenge, code_challenge_method }: Parameters, { jwks }: Client): void {
  if (code_challenge === undefined && code_challenge_method === undefined) {
    if (jwks === undefined)
      throw new ProviderRefusal('invalid_request', 'code_challenge is missing: public clients need PKCE');
    return;
  }
  if (code_challenge_method !== 'S256')
    throw new ProviderRefusal('invalid_request', 'code_challenge_method must be S256');
  if (!challengeFormat.test(code_challenge ?? '')) {
    throw new ProviderRefusal('invalid_request', 'code_challenge must be a SHA-256, base64url');
  }
}

const levelNames = { cis2: /AAL[123]/g, 'nhs-login': /\bP[059]/g } as const;

/** Who reaches the lowest level that `acr_values`, or NHS login's `vtr`, is content with; an unknown value asks for nothing. */
function usersAsked({ acr_values = '', vtr = '' }: Parameters, { provider, users }: Issuer): readonly TestUser[] {
  const ranks = (`${acr_values} ${vtr}`.match(levelNames[provider]) ?? []).map(rankOf);
  const lowest = ranks.length === 0 ? 0 : Math.min(...ranks);
  return [...users.values()].filter(({ level }) => rankOf(level) >= lowest);
}

function choice({ login_hint, actor, decline }: Parameters, offered: readonly TestUser[], issuer: Issuer) {
  if (decline !== undefined) throw new ProviderRefusal('access_denied', 'The user declined to sign in');
  if (login_hint === undefined) {
    if (actor !== undefined) throw new ProviderRefusal('invalid_request', 'actor goes with login_hint');
    return undefined;
  }
  const user = issuer.users.get(login_hint);
  if (user === undefined) throw new ProviderRefusal('login_required', 'login_hint names none of the test users');
  if (!offered.includes(user)) {
    throw new ProviderRefusal('unmet_authentication_requirements', 'The user does not reach the level of acr_values');
  }
  return actor === undefined ? { user } : { user, actor: actorNamed(actor, issuer) };
}

/** @throws invalid_request where nobody of that id may act for others at this provider. */
export function actorNamed(id: string, { provider, users }: Issuer): TestUser {
  if (provider !== 'nhs-login') throw new ProviderRefusal('invalid_request', 'actor is for NHS login alone');
  const actor = users.get(id);
  if (actor === undefined) throw new ProviderRefusal('invalid_request', 'actor names none of the test users');
  return actor;
}
