import { RequestAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { Construct } from 'constructs';
import type { Routing } from '../../../domain/api-definition/plan-routing';
import { accessLogFormat } from '../../../domain/logs/records/access-log';
import type { SandboxEnv } from '../../../lambdas/sandbox/env';
import { defaultRateLimits } from '../../config/rate-limits';
import { PlatformFunction } from '../functions/platform-function';
import { PublicRestApi } from '../gateway/public-rest-api';
import { acknowledge } from '../security/acknowledge';
import { askedAtEveryCall } from './api-authorizers';
import { addApiRoutes } from './api-routes';
import { addGreedyRoute } from './greedy-route';
import type { Platform } from './platform';
import type { SettledPublication } from './settle-publication';

export interface ApiSandboxProps {
  readonly platform: Platform;
  readonly publication: SettledPublication;
  readonly routing: Routing;
}

/** The API as its file alone shows it: the same paths, open to everyone, and nothing behind. */
export class ApiSandbox extends Construct {
  readonly restApi: PublicRestApi;

  constructor(scope: Construct, id: string, { platform, publication, routing }: ApiSandboxProps) {
    super(scope, id);
    const { definition, anonymous } = publication;
    const name = `${definition.name}-sandbox`;
    const isGreedy = routing.sandbox === 'greedy';
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
      description: `Sandbox of ${definition.name}`,
      host: 'sandbox',
      basePath: definition.basePath,
      errorFormat: definition.errorFormat,
      accessLogFormat: accessLogFormat({ api: name, anonymous, isGreedy }),
      validation: 'The sandbox checks every request against the API’s own file',
      rateLimit: defaultRateLimits.proxy,
    });
    if (isGreedy) {
      // The function knows the file, so it also says which path template a call is for; it refuses nobody.
      const authorizer = new RequestAuthorizer(this, 'Routes', { handler, ...askedAtEveryCall });
      addGreedyRoute(this.restApi, { handler, authorizer, operations: definition.operations, isOpen: true });
    } else {
      addApiRoutes(this.restApi, { routes: routing.routes, handler });
    }
    acknowledge(this.restApi, { rule: 'APIG4', reason: 'A sandbox is open: it answers from published examples only' });
  }
}
