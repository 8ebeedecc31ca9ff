import { randomUUID } from 'node:crypto';
import { apiGatewayHandler } from '../../adapters/http/api-gateway-handler';
import { fetchKeySet } from '../../adapters/node/fetch-key-set';
import { logFailure } from '../../adapters/node/log-failure';
import { newSecret } from '../../adapters/node/new-secret';
import { ps256Signature } from '../../adapters/node/ps256-signature';
import { sha256SecretHash as hash } from '../../adapters/node/secret-hash';
import { systemClock as clock } from '../../adapters/node/system-clock';
import { OpenidIdentityProviderClient } from '../../adapters/openid/openid-identity-provider-client';
import { makeLimitRequests, requestLimits } from '../../domain/oauth/endpoints/request-limits';
import { makeSignInServer } from '../../domain/oauth/endpoints/sign-in-server';
import { identityProviders } from '../../domain/oauth/identity-provider';
import { makeProviderKeys } from '../../domain/oauth/keys/provider-keys';
import { signInApp } from './app';
import { awsAdapters } from './aws-adapters';
import { signInEnv } from './env';

const env = signInEnv.parse(process.env);
const { ISSUER: issuer } = env;
const onFault = (error: unknown) => logFailure('request failed', error);
const { signer, attempts, marks, ...adapters } = awsAdapters(env, clock);
const providers = identityProviders.parse(JSON.parse(env.IDENTITY_PROVIDERS));
const browserOrigin = { url: env.SIGN_IN_URL, host: env.SIGN_IN_HOST };
const redirectUri = `${browserOrigin.url}/callback`;
const ids = { clock, newId: randomUUID };
const limits = requestLimits.parse(JSON.parse(env.REQUEST_LIMITS));

const server = makeSignInServer({
  ...adapters,
  ...ids,
  identityProviders: new OpenidIdentityProviderClient({ providers, redirectUri, signer, ...ids }),
  signature: ps256Signature(JSON.parse(env.PLATFORM_JWKS)),
  providerKeys: makeProviderKeys({ fetchKeySet, clock }),
  providers,
  hash,
  marks,
  newSecret,
  issuer,
  audience: env.AUDIENCE,
  onFault,
});
const limited = makeLimitRequests({ attempts, limits, marks, clock, onUnanswered: onFault });

export const handler = apiGatewayHandler(
  signInApp({ ...server, ...limited, browserOrigin, onFault }),
  new URL(issuer).pathname,
);
