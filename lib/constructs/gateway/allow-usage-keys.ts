import { Stack } from 'aws-cdk-lib';
import { Grant, type IGrantable, type Role } from 'aws-cdk-lib/aws-iam';
import { acknowledgeWildcard } from '../security/acknowledge';

type Call = 'POST /apikeys' | 'DELETE /apikeys/*' | 'POST /usageplans/*/keys' | 'DELETE /usageplans/*/keys/*';

/**
 * Allows calls of API Gateway by which applications are counted.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-iam-policy-examples.html
 */
export function allowUsageKeys(grantee: IGrantable, role: Role, calls: readonly Call[]): void {
  const { partition, region } = Stack.of(role);
  const reason = 'API Gateway names the keys itself, and usage plans come and go with the APIs of other stacks';
  for (const call of calls) {
    const [method, path = ''] = call.split(' ');
    const resource = `arn:${partition}:apigateway:${region}::${path}`;
    const actions = [`apigateway:${method}`];
    Grant.addToPrincipal({ grantee, actions, resourceArns: [resource] });
    if (path.includes('*')) acknowledgeWildcard(role, { resource, actions, reason });
  }
}
