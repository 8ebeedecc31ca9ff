import * as z from 'zod';
import { Failure } from '../../domain/failure';
import { type Environment, environmentSchema } from './environment';
import { exampleBrand } from './example-brand';
import { localEnvironment } from './local-environment';

/** Every environment but `local`, in path-to-live order. To add one, add one entry. */
const deployed = [
  {
    name: 'internal-dev',
    region: 'eu-west-2',
    contact: 'api.support@dip.example',
    brand: exampleBrand,
    ownTargetUrl: 'https://hosted.internal-dev.dip.example/{api}',
    firstParty: ['hello-world', 'growth-charts'],
    allowHttpTargets: false,
    production: false,
    sandbox: true,
    retainState: false,
    identityProviders: 'mock',
    alarmSubscribers: [],
    clientAddress: 'pseudonym',
    probeEveryMinutes: 5,
  },
  {
    name: 'int',
    region: 'eu-west-2',
    contact: 'api.support@dip.example',
    brand: exampleBrand,
    domain: { name: 'int.dip.example', hostedZoneId: 'Z00000000000000000INT' },
    mail: { from: 'no-reply@int.dip.example' },
    ownTargetUrl: 'https://hosted.int.dip.example/{api}',
    firstParty: ['hello-world', 'growth-charts'],
    allowHttpTargets: false,
    production: false,
    sandbox: true,
    retainState: true,
    identityProviders: 'mock',
    concurrency: { account: 1_000, authorizer: 100, token: 50, redactor: 50, relay: 20 },
    alarmSubscribers: ['platform-engineering@dip.example'],
    clientAddress: 'pseudonym',
    probeEveryMinutes: 1,
  },
  {
    name: 'prod',
    region: 'eu-west-2',
    contact: 'api.support@dip.example',
    brand: exampleBrand,
    domain: { name: 'dip.example', hostedZoneId: 'Z0000000000000000PROD' },
    mail: { from: 'no-reply@dip.example' },
    ownTargetUrl: 'https://hosted.dip.example/{api}',
    firstParty: ['hello-world', 'growth-charts'],
    allowHttpTargets: false,
    production: true,
    sandbox: false,
    retainState: true,
    identityProviders: {
      'nhs-cis2': {
        issuer:
          'https://am.nhsidentity.spineservices.nhs.uk:443/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare',
        jwksUri:
          'https://am.nhsidentity.spineservices.nhs.uk/openam/oauth2/realms/root/realms/NHSIdentity/realms/Healthcare/connect/jwk_uri',
        clientId: 'dip-prod',
      },
      'nhs-login': {
        issuer: 'https://auth.login.nhs.uk',
        jwksUri: 'https://auth.login.nhs.uk/.well-known/jwks.json',
        clientId: 'dip-prod',
      },
    },
    concurrency: { account: 5_000, authorizer: 500, token: 200, redactor: 100, relay: 50 },
    alarmSubscribers: ['platform-on-call@dip.example'],
    clientAddress: 'pseudonym',
    probeEveryMinutes: 1,
  },
] satisfies readonly Environment[];

/** All environments, validated, in path-to-live order. */
export function environments(local: Environment = localEnvironment()): Environment[] {
  const all = [local, ...deployed].map(checked);
  refuseSharedPrefixes(all.map(({ name }) => name));
  return all;
}

/** @throws Failure `invalid_configuration`: the environment, the field and why. A key that is not known has no effect. */
export function checked(environment: { readonly name: string }): Environment {
  const { data, error } = environmentSchema.safeParse(environment);
  if (data) return data;
  const reason = `The environment "${environment.name}" of lib/config cannot be used: mend it there\n${z.prettifyError(error)}`;
  throw new Failure('invalid_configuration', reason);
}

/** `int` beside `int-2`: whoever deploys or grants `int-*` would mean both. */
export function refuseSharedPrefixes(names: readonly string[]): void {
  for (const name of names) {
    const other = names.find((one) => one.startsWith(`${name}-`));
    if (!other) continue;
    const reason = `The environments "${name}" and "${other}" share the prefix of their stacks: rename one of them`;
    throw new Failure('invalid_configuration', reason);
  }
}

/** @throws Failure `invalid_configuration`, its message listing the names there are. */
export function environmentNamed(name: string, all: readonly Environment[] = environments()): Environment {
  const found = all.find((environment) => environment.name === name);
  if (found) return found;
  const names = all.map((environment) => environment.name).join(', ');
  throw new Failure('invalid_configuration', `There is no environment "${name}"; the environments are ${names}`);
}
