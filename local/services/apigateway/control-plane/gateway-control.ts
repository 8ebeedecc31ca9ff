import type { AwsService } from '../../../cloud/endpoint/aws-request';
import { AccessDenied } from '../../../cloud/iam/access-control';
import type { Gateway } from '../model/gateway';

/** The `apigateway` service: HTTP verbs are its IAM actions. */
export const gatewayControl =
  (gateway: Pick<Gateway, 'controlPlane'>): AwsService =>
  async ({ method, path, query, body, caller }) => {
    const principalMayDo = (action: string, resource: string) => {
      try {
        caller.authorize(action, resource);
        return true;
      } catch (error) {
        if (error instanceof AccessDenied) return false;
        throw error;
      }
    };
    const answer = await gateway.controlPlane({ method, path, query, body: body.toString(), principalMayDo });
    return {
      status: answer.status,
      headers: { 'content-type': 'application/json' },
      ...(answer.body !== undefined && { body: JSON.stringify(answer.body) }),
    };
  };
