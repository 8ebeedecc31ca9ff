import type { AwsService } from '../../../cloud/endpoint/aws-service';
import { AccessDenied } from '../../../cloud/iam/access-control';
import type { Gateway } from '../model/gateway';

/** The `apigateway` service: HTTP verbs are its IAM actions. */
export const apiGatewayApi = ({ controlPlane }: Pick<Gateway, 'controlPlane'>): AwsService => ({
  async answer({ method, path, query, body, caller }) {
    const principalMayDo = (action: string, resource: string) => {
      try {
        caller.authorize(action, resource);
        return true;
      } catch (error) {
        if (error instanceof AccessDenied) return false;
        throw error;
      }
    };
    const answer = await controlPlane({ method, path, query, body: body.toString(), principalMayDo });
    return {
      status: answer.status,
      headers: { 'content-type': 'application/json' },
      ...(answer.body !== undefined && { body: JSON.stringify(answer.body) }),
    };
  },
});
