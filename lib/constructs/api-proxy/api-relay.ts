import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StatedTarget } from '../../../domain/api-definition/api-definition';
import { withHeads } from '../../../domain/api-definition/implied-operations';
import {
  declaredAnswerHeaders,
  declaredMediaTypes,
  declaredRequestHeaders,
} from '../../../domain/relay/declared-headers';
import type { RelayConfig } from '../../../domain/relay/relay-config';
import type { RelayEnv } from '../../../lambdas/relay/env';
import type { Environment } from '../../config/environment';
import { defaultRateLimits, throttleOf } from '../../config/rate-limits';
import { PlatformFunction } from '../functions/platform-function';
import { PlatformSecret } from '../storage/platform-secret';
import type { Platform } from './platform';
import type { SettledPublication } from './settle-publication';

/** Two seconds below API Gateway's own limit, so that the API's error format words the answer. */
const timeoutMillis = 27_000;

/** The function between one API and its target. It can read its own target's credential and no other. */
export class ApiRelay extends PlatformFunction<RelayEnv> {
  constructor(scope: Construct, id: string, platform: Platform, publication: SettledPublication) {
    const { definition } = publication;
    const { environment, logKey } = platform;
    const security = definition.target?.security;
    const secret =
      security &&
      new PlatformSecret(scope, 'TargetSecret', {
        // Its own name is AWS's to give; by this one its producer finds it.
        description: `${security.secret}: credential that the target of ${definition.name} asks for (${security.type})`,
        key: platform.stateKey,
        retain: environment.retainState,
        noRotation: 'The target’s owner issues the credential, and only they can replace it',
      });
    const identityKey = definition.identityHeaders.length > 0 ? platform.identityKey : undefined;
    super(scope, id, {
      lambda: 'relay',
      description: `Relay of ${definition.name}`,
      files: { 'api.json': relayConfigOf(publication) },
      environment: {
        IDENTITY_KEY: identityKey?.keyArn ?? '',
        TARGET_SECRET: secret?.secretArn ?? '',
      },
      logKey,
      memorySize: 512,
      timeout: Duration.seconds(29),
      reservedConcurrency: mostExecutions(publication, environment),
    });
    secret?.allowRead(this);
    identityKey?.grant(this, 'kms:Decrypt');
  }
}

/** What its rate limit could make it hold if every call took its whole time, and never more than the environment's share. */
function mostExecutions({ definition }: SettledPublication, { concurrency }: Environment): number | undefined {
  const { rateLimit } = throttleOf(definition.rateLimits.proxy ?? defaultRateLimits.proxy);
  return concurrency && Math.min(concurrency.relay, Math.max(1, Math.ceil((rateLimit * timeoutMillis) / 1000)));
}

function relayConfigOf({ definition, release, targetUrl, ...publication }: SettledPublication): RelayConfig {
  const { name: api, title, version, basePath, operations, target, ...headers } = definition;
  const { errorFormat, identityHeaders, attributeHeaders } = headers;
  const lowerCase = (names: readonly string[]) => names.map((name) => name.toLowerCase());
  return {
    api,
    title,
    version,
    basePath,
    release,
    operations: withHeads(operations).map((operation) => {
      const { id, method, path, access, exactPath } = operation;
      const mediaTypes = declaredMediaTypes(operation);
      return { id, method, path, access, mediaTypes, ...(exactPath && { exactPath }) };
    }),
    errorFormat,
    identityHeaders,
    attributeHeaders,
    requestHeaders: [...declaredRequestHeaders(definition), ...lowerCase(publication.requestHeaders)],
    responseHeaders: [...declaredAnswerHeaders(definition), ...lowerCase(publication.responseHeaders)],
    cookies: publication.cookies,
    target: {
      url: targetUrl,
      timeoutMillis,
      ...(target?.healthcheck && { healthcheck: target.healthcheck }),
      ...(target?.security && { security: withoutSecret(target.security) }),
    },
  };
}

const withoutSecret = (security: NonNullable<StatedTarget['security']>): RelayConfig['target']['security'] =>
  security.type === 'apikey' ? { type: 'apikey', header: security.header } : { type: 'mtls' };
