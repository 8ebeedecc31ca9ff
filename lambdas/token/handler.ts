import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { apiGatewayHandler } from '../../adapters/http/api-gateway-handler';
import { fetchKeySet } from '../../adapters/node/fetch-key-set';
import { logFailure } from '../../adapters/node/log-failure';
import { newSecret } from '../../adapters/node/new-secret';
import { ps256Signature } from '../../adapters/node/ps256-signature';
import { makeReadKeySet } from '../../adapters/node/read-key-set';
import { sha256SecretHash as hash } from '../../adapters/node/secret-hash';
import { systemClock as clock } from '../../adapters/node/system-clock';
import { makeNoteKeyUse } from '../../domain/applications/key-uses';
import { makeAuthorizationServer } from '../../domain/oauth/endpoints/authorization-server';
import { requestLimits } from '../../domain/oauth/endpoints/request-limits';
import { serverMetadata } from '../../domain/oauth/endpoints/server-metadata';
import { identityProviders } from '../../domain/oauth/identity-provider';
import { makeClientKeys } from '../../domain/oauth/keys/client-keys';
import { makeProviderKeys } from '../../domain/oauth/keys/provider-keys';
import { tokenApp } from './app';
import { awsAdapters } from './aws-adapters';
import { tokenEnv } from './env';

const env = tokenEnv.parse(process.env);

const adapters = awsAdapters(env, clock);

const server = makeAuthorizationServer({
  ...adapters,
  clientKeys: makeClientKeys({
    store: adapters.publishedKeySets,
    readKeySet: makeReadKeySet({ local: env.LOCAL_KEY_SETS === 'true' }),
    wait,
    clock,
  }),
  noteKeyUse: makeNoteKeyUse({
    keyUses: adapters.keyUses,
    clock,
    onUnnoted: (error) => logFailure('the use of a key was not noted', error),
  }),
  providerKeys: makeProviderKeys({ fetchKeySet, clock }),
  fetchKeySet,
  providers: identityProviders.parse(JSON.parse(env.IDENTITY_PROVIDERS)),
  signature: ps256Signature(JSON.parse(env.PLATFORM_JWKS)),
  limits: requestLimits.parse(JSON.parse(env.REQUEST_LIMITS)),
  hash,
  clock,
  newId: randomUUID,
  newSecret,
  issuer: env.ISSUER,
  audience: env.AUDIENCE,
  audiences: [...env.TOKEN_ENDPOINTS.split(' '), env.ISSUER],
  onUnanswered: (error) => logFailure('not answered', error),
});
const browserOrigin = { url: env.SIGN_IN_URL, host: env.SIGN_IN_HOST };
const metadata = serverMetadata(env.ISSUER, browserOrigin);
const onFault = (error: unknown) => logFailure('request failed', error);
const app = tokenApp({ ...server, browserOrigin, metadata, jwks: env.PLATFORM_JWKS, onFault });

export const handler = apiGatewayHandler(app, new URL(env.ISSUER).pathname);
