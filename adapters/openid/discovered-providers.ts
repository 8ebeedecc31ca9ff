import * as client from 'openid-client';
import type { IdentityProviderName, IdentityProviders } from '../../domain/oauth/identity-provider';
import { IdentityProviderFault } from '../../domain/oauth/identity-provider-client';
import type { TokenSigner } from '../../domain/oauth/ports';
import type { Clock, NewId } from '../../domain/ports';
import { clientAssertion } from './client-assertion';
import { faultOf } from './fault-of';

export interface DiscoveredProvidersNeeds {
  readonly providers: IdentityProviders;
  /** Proves the platform to every provider. */
  readonly signer: TokenSigner;
  readonly clock: Clock;
  readonly newId: NewId;
  /** @default the runtime's own */
  readonly fetch?: client.CustomFetch;
}

/** Milliseconds after which a provider is asked again how it is reached. */
const freshFor = 3_600_000;
/** Seconds for each of the requests to a provider: a sign-in makes four, and API Gateway waits 29 seconds. */
const longestWait = 4;

/** Providers by OpenID Connect Discovery, each read once for many sign-ins; a reading that failed is not kept. */
export class DiscoveredProviders {
  readonly names: readonly IdentityProviderName[];
  readonly #needs: DiscoveredProvidersNeeds;
  readonly #held = new Map<IdentityProviderName, { readonly reading: Promise<client.Configuration>; readAt: number }>();

  constructor(needs: DiscoveredProvidersNeeds) {
    this.#needs = needs;
    this.names = (Object.keys(needs.providers) as IdentityProviderName[]).filter(
      (name) => needs.providers[name]?.clientId !== undefined,
    );
  }

  /** @throws IdentityProviderFault */
  async ask<T>(name: IdentityProviderName, question: (provider: client.Configuration) => Promise<T>): Promise<T> {
    try {
      return await question(await this.#configuration(name));
    } catch (error) {
      const fault = faultOf(error);
      // It may have moved.
      if (fault instanceof IdentityProviderFault && fault.kind === 'unavailable') this.#held.delete(name);
      throw fault;
    }
  }

  #configuration(name: IdentityProviderName): Promise<client.Configuration> {
    const now = this.#needs.clock.now().getTime();
    const held = this.#held.get(name);
    if (held !== undefined && now - held.readAt < freshFor) return held.reading;
    const reading = this.#discover(name);
    this.#held.set(name, { reading, readAt: now });
    return reading;
  }

  #discover(name: IdentityProviderName): Promise<client.Configuration> {
    const { issuer, clientId } = this.#needs.providers[name] ?? {};
    if (issuer === undefined || clientId === undefined) throw new Error(`The platform is no client of ${name}`);
    const { fetch } = this.#needs;
    return client.discovery(new URL(issuer), clientId, undefined, clientAssertion(this.#needs), {
      timeout: longestWait,
      ...(fetch && { [client.customFetch]: fetch }),
      execute: [
        // The signature of ID tokens too, and not the connection's word for it alone.
        client.enableNonRepudiationChecks,
        // Only an environment on one machine may be given an issuer over http.
        ...(issuer.startsWith('http:') ? [client.allowInsecureRequests] : []),
      ],
    });
  }
}
