import { AuthorizationType, type CfnMethod, type IAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Operation } from '../../../domain/api-definition/api-definition';
import { PublicRestApi } from '../gateway/public-rest-api';

export interface GreedyRouteProps {
  readonly handler: IFunction;
  /** Told of every call, as only it can say which operation a call is for. */
  readonly authorizer: IAuthorizer;
  readonly operations: readonly Pick<Operation, 'access'>[];
  /** Whether anyone may make every call, so that none is counted against an application. */
  readonly isOpen: boolean;
}

/** The resource metadata by which a template says what stands behind a greedy route. */
export const operationsMetadata = 'dip:operations';

/** One route for all operations of an API that are too many, or too alike, for a method each. */
export function addGreedyRoute(restApi: PublicRestApi, props: GreedyRouteProps): void {
  const { handler, authorizer, operations, isOpen } = props;
  const open = operations.filter(({ access }) => isOpen || access.length === 0).length;
  const integration = PublicRestApi.integration(handler);
  for (const path of ['/', '/{proxy+}']) {
    const method = restApi.root.resourceForPath(path).addMethod('ANY', integration, {
      authorizationType: AuthorizationType.CUSTOM,
      authorizer,
      apiKeyRequired: !isOpen,
    });
    (method.node.defaultChild as CfnMethod).addMetadata(operationsMetadata, { declared: operations.length, open });
  }
}
