import * as client from 'openid-client';
import type { IdentityProviderName } from '../../domain/oauth/identity-provider';
import {
  type IdentityProviderClient,
  IdentityProviderFault,
  type ProviderTokens,
  type SignInAnswer,
  type SignInRequest,
} from '../../domain/oauth/identity-provider-client';
import { DiscoveredProviders, type DiscoveredProvidersNeeds } from './discovered-providers';

interface Needs extends DiscoveredProvidersNeeds {
  /** Where every provider sends users back to. */
  readonly redirectUri: string;
}

/** Seconds since the user last proved who they are, as the original platform asks of both providers. */
const maxAge = 300;

const requests: Readonly<Record<IdentityProviderName, Readonly<Record<string, string>>>> = {
  'nhs-cis2': { scope: 'openid nationalrbacaccess', acr_values: 'AAL3_ANY' },
  'nhs-login': { scope: 'openid profile' },
};

/** CIS2 and NHS login through openid-client, which does the protocol and all of its checks. */
export class OpenidIdentityProviderClient implements IdentityProviderClient {
  readonly providers: readonly IdentityProviderName[];
  readonly #discovered: DiscoveredProviders;
  readonly #redirectUri: string;

  constructor({ redirectUri, ...needs }: Needs) {
    this.#discovered = new DiscoveredProviders(needs);
    this.#redirectUri = redirectUri;
    this.providers = this.#discovered.names;
  }

  addressOf({ provider, state, nonce, verifier, acrValues }: SignInRequest): Promise<string> {
    return this.#discovered.ask(provider, async (configuration) => {
      const address = client.buildAuthorizationUrl(configuration, {
        ...requests[provider],
        ...(acrValues && { acr_values: acrValues }),
        redirect_uri: this.#redirectUri,
        max_age: String(maxAge),
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return address.href;
    });
  }

  redeem({ provider, parameters, secrets }: SignInAnswer): Promise<ProviderTokens> {
    const answer = new URL(this.#redirectUri);
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== undefined) answer.searchParams.set(name, value);
    }
    return this.#discovered.ask(provider, async (configuration) => {
      const tokens = await client.authorizationCodeGrant(configuration, answer, {
        expectedState: secrets.state,
        expectedNonce: secrets.nonce,
        pkceCodeVerifier: secrets.verifier,
        maxAge,
        idTokenExpected: true,
      });
      const { id_token: compact, access_token: accessToken } = tokens;
      const claims = tokens.claims();
      if (compact === undefined || claims === undefined) throw new IdentityProviderFault('untrusted');
      return { idToken: { provider, compact, claims }, accessToken, expiresIn: tokens.expiresIn() };
    });
  }

  userinfo({ provider, accessToken, subject }: Parameters<IdentityProviderClient['userinfo']>[0]) {
    return this.#discovered.ask(provider, async (configuration): Promise<Readonly<Record<string, unknown>>> => {
      return client.fetchUserInfo(configuration, accessToken, subject);
    });
  }
}
