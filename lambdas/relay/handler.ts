import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { proxyIntegration } from '../../adapters/http/proxy-integration';
import { HttpTarget } from '../../adapters/node/http-target';
import { logFailure } from '../../adapters/node/log-failure';
import { logLine } from '../../adapters/node/log-line';
import { systemClock as clock } from '../../adapters/node/system-clock';
import { makeRelay } from '../../domain/relay/make-relay';
import { relayConfig } from '../../domain/relay/relay-config';
import { identityCipher, targetSecret } from './credentials';
import { relayEnv } from './env';

const env = relayEnv.parse(process.env);
const config = relayConfig.parse(
  JSON.parse(readFileSync(join(process.env.LAMBDA_TASK_ROOT ?? '', 'api.json'), 'utf8')),
);

const relay = makeRelay({
  config,
  target: new HttpTarget({ security: config.target.security, secret: targetSecret(env.TARGET_SECRET, clock), clock }),
  identityCipher: identityCipher(env.IDENTITY_KEY),
  clock,
  log: {
    relayed: (call) => logLine('info', { message: 'relayed', api: config.api, ...call }),
    failed: (error, ids) => logFailure('relay failed', error, { api: config.api, ...ids }),
  },
});

export const handler = proxyIntegration(relay, config.basePath);
