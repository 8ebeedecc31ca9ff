import type { RegistryEntry } from '../../domain/publishing/registry-entry';

/** Who can sign in to the portal without signing up first. */
export interface PortalUser {
  readonly email: string;
  readonly password: string;
}

/** What `app.json` holds. */
export interface DemoApplication {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  /** May ask what access tokens are worth (RFC 7662). */
  readonly producer: { readonly clientId: string; readonly clientSecret: string };
  readonly apiKey: string;
  readonly kid: string;
  readonly privateKeyFile: string;
  readonly tokenUrl: string;
  /** What the server calls its token endpoint, where that is not how it is reached. */
  readonly audience?: string;
  /** Where a browser is sent to sign a user in. */
  readonly authorizeUrl: string;
  /** The owner of the application, where there is a portal. */
  readonly portalUser: PortalUser | null;
  readonly apis: readonly DemoApi[];
}

export interface DemoApi {
  readonly name: string;
  readonly title: string;
  readonly basePath: string;
  readonly url: string;
  readonly sandboxUrl: string;
  readonly operations: RegistryEntry['operations'];
}
