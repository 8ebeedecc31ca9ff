import { AuthorizationType } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { acknowledge } from '../security/acknowledge';
import { PublicRestApi } from './public-rest-api';

type MethodAndPath = readonly [method: string, path: string];

/** Everything else reaches the function too, to be answered 404 in its own words. */
const anythingElse: readonly MethodAndPath[] = [
  ['ANY', '/'],
  ['ANY', '/{proxy+}'],
];

/** A REST API whose function decides for itself who may call: the authorisation server and the like. */
export class FunctionRestApi extends PublicRestApi {
  /** @param handler what answers every path that no `route` names */
  serve(handler: IFunction, routes: readonly MethodAndPath[], openBecause: string): void {
    this.route(handler, [...routes, ...anythingElse]);
    acknowledge(this, { rule: 'APIG4', reason: openBecause });
  }

  route(handler: IFunction, routes: readonly MethodAndPath[]): void {
    const integration = PublicRestApi.integration(handler);
    for (const [method, path] of routes) {
      const resource = this.root.resourceForPath(path);
      resource.addMethod(method, integration, { authorizationType: AuthorizationType.NONE });
    }
  }
}
