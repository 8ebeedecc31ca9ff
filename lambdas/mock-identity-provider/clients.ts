import type { JSONWebKeySet } from 'jose';
import { ProviderRefusal } from './refusal';

/** The platform itself, which signs users in here for applications that leave it to the platform. */
export interface PlatformClient {
  readonly id: string;
  readonly jwks: JSONWebKeySet;
  /** The only place its users return to. */
  readonly redirectUri: string;
}

/** What these providers need to know of an application that is registered with the platform. */
export interface RegisteredApplication {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly redirectUris?: readonly string[];
}

/** Who may ask for a sign-in. Applications are public clients here: PKCE is all they prove themselves by. */
export interface Client {
  readonly id: string;
  readonly name: string;
  /** Public keys of one that authenticates with `private_key_jwt`. */
  readonly jwks?: JSONWebKeySet;
  /** Compared as strings (RFC 9700 §2.1). */
  readonly redirectUris: readonly string[];
}

interface Needs {
  readonly platformClient: PlatformClient;
  readonly applications: { find(id: string): Promise<RegisteredApplication | undefined> };
}

export type FindClient = (id: string | undefined) => Promise<Client>;

/** @throws invalid_client for whom nobody has registered, or whose registration is not approved. */
export const makeFindClient =
  ({ platformClient, applications }: Needs): FindClient =>
  async (id) => {
    if (id === undefined) throw new ProviderRefusal('invalid_client', 'client_id is missing');
    const { jwks, redirectUri } = platformClient;
    if (id === platformClient.id) return { id, name: 'the API platform', jwks, redirectUris: [redirectUri] };
    const found = await applications.find(id);
    if (found?.status !== 'approved')
      throw new ProviderRefusal('invalid_client', 'client_id names no approved application');
    return { id, name: found.name, redirectUris: found.redirectUris ?? [] };
  };

// RFC 8252 §7.3: any port. No user, no fragment, nothing that browsers would read in two ways.
const loopback = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?(?:[/?][^\s\\#]*)?$/;

/** Whether users may be sent there. Loopback is for public clients alone: it leads to the user's own machine. */
export const mayReturnTo = ({ jwks, redirectUris }: Client, uri: string): boolean =>
  redirectUris.includes(uri) || (jwks === undefined && loopback.test(uri) && URL.canParse(uri));
