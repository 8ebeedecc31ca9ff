import { Construct } from 'constructs';
import type { GatewayRoute } from '../../../domain/api-definition/plan-routes';
import { accessLogFormat } from '../../../domain/logs/access-log';
import type { SandboxEnv } from '../../../lambdas/sandbox/env';
import { defaultRateLimits } from '../../config/rate-limits';
import { acknowledge } from '../acknowledge';
import { PlatformFunction } from '../platform-function';
import { PublicRestApi } from '../public-rest-api';
import { addApiRoutes } from './api-routes';
import type { Platform } from './platform';
import type { SettledPublication } from './settle-publication';

export interface ApiSandboxProps {
  readonly platform: Platform;
  readonly publication: SettledPublication;
  readonly routes: readonly GatewayRoute[];
}

/** The API as its file alone shows it: the same paths, open to everyone, and nothing behind. */
export class ApiSandbox extends Construct {
  readonly restApi: PublicRestApi;

  constructor(scope: Construct, id: string, { platform, publication, routes }: ApiSandboxProps) {
    super(scope, id);
    const { definition, anonymous } = publication;
    const name = `${definition.name}-sandbox`;
    const handler = new PlatformFunction<SandboxEnv>(this, 'Function', {
      lambda: 'sandbox',
      description: `Sandbox of ${definition.name}`,
      files: { 'api.json': definition },
      environment: {},
      logKey: platform.logKey,
    });
    this.restApi = new PublicRestApi(this, 'RestApi', {
      surroundings: platform,
      name,
      description: `Sandbox of ${definition.title}`,
      host: 'sandbox',
      basePath: definition.basePath,
      errorFormat: definition.errorFormat,
      accessLogFormat: accessLogFormat({ api: name, anonymous }),
      validation: 'The sandbox checks every request against the API’s own file',
      rateLimit: defaultRateLimits.proxy,
    });
    addApiRoutes(this.restApi, { routes, handler });
    acknowledge(this.restApi, { rule: 'APIG4', reason: 'A sandbox is open: it answers from published examples only' });
  }
}
