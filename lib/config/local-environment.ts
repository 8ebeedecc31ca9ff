import { portsFrom, publishersTeam, urlOf } from '../../domain/local-platform';
import type { Environment } from './environment';
import { exampleBrand } from './example-brand';

export interface LocalEnvironmentOptions {
  /** First of the six ports that the embedded cloud serves. @default 8080 */
  readonly port?: number;
  /** Where every target's calls go. @default the built-in example backend */
  readonly backend?: string | undefined;
  /** Generations of the signing keys, to watch a rotation: the first signs. @default [1, 2] */
  readonly signingKeys?: Environment['signingKeys'];
}

/** The same at every start, so that the portal's pages can name it, and drawn as every id is, so that records keep it; what it proves itself by is made anew. */
export const demoApplication = 'd1bde300-20dc-4a2c-aec0-a21010da2c2e';

/** The environment that `npm start` serves on this machine; only its ports and its backend vary. */
export function localEnvironment({ port = 8080, backend, signingKeys }: LocalEnvironmentOptions = {}): Environment {
  const ports = portsFrom(port);
  return {
    name: 'local',
    region: 'eu-west-2',
    contact: 'api.support@dip.example',
    brand: exampleBrand,
    outbox: `${urlOf(ports.aws)}/_dip/outbox`,
    domain: { name: 'dip.localhost' },
    demoApplication,
    urls: {
      api: urlOf(ports.api),
      auth: urlOf(ports.auth),
      sandbox: urlOf(ports.sandbox),
      identity: urlOf(ports.identity),
      portal: urlOf(ports.portal),
    },
    targetUrl: backend ?? `${urlOf(ports.aws)}/_dip/backend/{api}`,
    firstParty: 'all',
    ownTeam: publishersTeam,
    allowHttpTargets: true,
    production: false,
    sandbox: true,
    retainState: false,
    identityProviders: 'mock',
    ...(signingKeys && { signingKeys }),
    // Of the embedded account, which runs ten of each at once and lets the others wait.
    concurrency: { account: 5_000, authorizer: 500, token: 500, redactor: 50, relay: 25 },
    alarmSubscribers: [],
    clientAddress: 'pseudonym',
    // Enough for tests of many developers from one address.
    mailsADay: 250,
    // Once a day, and whenever the clock is moved that far: probes would stand among the few records of a newcomer's calls.
    probeEveryMinutes: 1440,
  };
}
