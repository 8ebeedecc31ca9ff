import { AuthorizationType, type MethodOptions } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { catchAllPaths, type GatewayRoute } from '../../../domain/api-definition/plan-routes';
import { platformPaths } from '../../../domain/api-definition/platform-paths';
import type { AccessMode } from '../../../domain/credentials/access-mode';
import { PublicRestApi } from '../gateway/public-rest-api';
import { resourceAt } from '../gateway/resource-at';
import { acknowledge } from '../security/acknowledge';
import type { ApiAuthorizers } from './api-authorizers';

export interface ApiRoutesProps {
  /** With those that they imply. */
  readonly routes: readonly GatewayRoute[];
  readonly handler: IFunction;
  /** @default every method is open */
  readonly authorizers?: ApiAuthorizers;
}

const open: MethodOptions = { authorizationType: AuthorizationType.NONE };

/** Every method of one API: what its file declares, what the platform adds, and what answers 404 to the rest. */
export function addApiRoutes(restApi: PublicRestApi, { routes, handler, authorizers }: ApiRoutesProps): void {
  const integration = PublicRestApi.integration(handler);

  const add = (verb: string, path: string, options: MethodOptions) =>
    resourceAt(restApi, path).addMethod(verb, integration, options);

  const addOpen = (verb: string, path: string, reason: string) => {
    const method = add(verb, path, open);
    if (authorizers) acknowledge(method, { rule: 'APIG4', reason });
  };

  const authorised = (access: readonly AccessMode[]) =>
    authorizers && { authorizationType: AuthorizationType.CUSTOM, authorizer: authorizers.for(access) };

  for (const { method, path, access } of routes) {
    if (platformPaths.includes(path)) continue;
    const options = access.length > 0 && authorised(access);
    if (options) add(method, path, { ...options, apiKeyRequired: true });
    else addOpen(method, path, 'The API declares the operation open, or it is OPTIONS, which the relay answers itself');
  }
  for (const method of ['GET', 'HEAD']) {
    addOpen(method, '/_ping', 'Anyone may ask whether the API is there; the answer holds a version');
    const options = authorised(['app-level0']);
    // No usage plan: the platform's monitoring key counts against nobody.
    if (options) add(method, '/_status', options);
    else addOpen(method, '/_status', '');
  }
  for (const path of catchAllPaths(routes)) {
    addOpen('ANY', path, 'Answers 404 to what the API does not declare; the relay sends none of it to the target');
  }
}
