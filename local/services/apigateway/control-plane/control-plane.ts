import type { AwsService } from '../../../cloud/endpoint/aws-service';
import { AccessDenied } from '../../../cloud/iam/access-control';
import { apiKeyRoutes } from './api-key-routes';
import {
  badRequest,
  ControlFailure,
  type ControlNeeds,
  type ControlPlaneRequest,
  type ControlPlaneResponse,
  type ControlRoute,
  page,
} from './control-route';
import { usagePlanRoutes } from './usage-plan-routes';

/** The part of https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html that this platform calls. */
export function makeControlPlane(needs: ControlNeeds & { region: string }) {
  const routes: ControlRoute[] = [...apiKeyRoutes(needs), ...usagePlanRoutes(needs), restApisRoute(needs)];
  return async (request: ControlPlaneRequest): Promise<ControlPlaneResponse> => {
    try {
      authorise(needs.region, request);
      return answer(routes, request);
    } catch (error) {
      if (!(error instanceof ControlFailure)) throw error;
      return { status: error.status, body: { __type: error.type, message: error.message } };
    }
  };
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html */
function authorise(region: string, { method, path, principalMayDo }: ControlPlaneRequest): void {
  const action = `apigateway:${method}`;
  const resource = `arn:aws:apigateway:${region}::${decode(path)}`;
  if (principalMayDo && !principalMayDo(action, resource)) {
    const message = `User is not authorized to perform: ${action} on resource: ${resource}`;
    throw new ControlFailure(403, 'AccessDeniedException', message);
  }
}

function answer(
  routes: readonly ControlRoute[],
  { method, path, query, body }: ControlPlaneRequest,
): ControlPlaneResponse {
  for (const route of routes) {
    const match = route.method === method && route.path.exec(path);
    if (match) {
      const [, id = '', other = ''] = match.map((part) => decode(part ?? ''));
      return route.answer({ id, other, query, body: () => parseJson(body) });
    }
  }
  throw new ControlFailure(501, 'NotImplementedException', `${method} ${path} is not part of the embedded cloud`);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badRequest('Invalid path');
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body || '{}');
  } catch {
    throw badRequest('Invalid JSON');
  }
}

const restApisRoute = ({ model }: ControlNeeds): ControlRoute => ({
  method: 'GET',
  path: /^\/restapis$/,
  answer: ({ query }) => ({
    status: 200,
    body: page(
      [...model.apis.values()].map(({ id, name, description, apiKeySource, binaryMediaTypes, rootResourceId }) => ({
        id,
        name,
        description,
        apiKeySource,
        binaryMediaTypes,
        rootResourceId,
      })),
      query,
    ),
  }),
});

/** The `apigateway` service: HTTP verbs are its IAM actions. */
export const apiGatewayApi = (controlPlane: ReturnType<typeof makeControlPlane>): AwsService => ({
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
