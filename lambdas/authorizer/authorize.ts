import { type AccessPolicy, accessPolicy, denyAll } from '../../domain/access/access-policy';
import type { makeAuthorizeCall } from '../../domain/access/authorize-call';
import type { GatewayCall } from '../../domain/access/credential-of';
import type { DecidedOperations } from '../../domain/access/decide-access';
import { type AuthorizerResult, answerOne } from './answer-one';
import { type AuthorizerEvent, headerValues, readAuthorizerEvent } from './authorizer-event';

interface Needs {
  readonly authorizeCall: ReturnType<typeof makeAuthorizeCall>;
  readonly onFault: (error: unknown) => void;
}

// API Gateway answers 401 for exactly this message, and 500 for any other.
const unauthorized = () => new Error('Unauthorized');

/** The shared REQUEST authoriser: event in, policy for the whole API out. */
export const makeAuthorize = ({ authorizeCall, onFault }: Needs) => {
  const policyOf = makeKeptPolicies();
  const decide = async (input: unknown) => {
    try {
      const event = readAuthorizerEvent(input);
      return { authorization: await authorizeCall(callOf(event)), event };
    } catch (error) {
      onFault(error);
      throw new Error('The call cannot be authorised');
    }
  };

  return async (input: unknown): Promise<AuthorizerResult> => {
    const { authorization, event } = await decide(input);
    // arn:aws:execute-api:<region>:<account>:<api id>/<stage>/<method>/<path>
    const stageArn = event.methodArn.split('/', 2).join('/');
    if (authorization.route !== undefined) return answerOne(authorization, stageArn, event.requestContext.apiId);
    if (authorization.outcome === 'unauthorised') throw unauthorized();
    const { caller: context } = authorization;
    const principalId = context.applicationId;
    if (authorization.outcome === 'refused') return { principalId, policyDocument: denyAll(stageArn), context };
    const { usageKey, operations } = authorization;
    return {
      principalId,
      policyDocument: policyOf(stageArn, operations),
      context,
      ...(usageKey === undefined ? {} : { usageIdentifierKey: usageKey }),
    };
  };
};

/** One API allows all callers of one mode the same, and keeps to one stage. */
function makeKeptPolicies() {
  const kept = new WeakMap<DecidedOperations, { readonly stageArn: string; readonly policy: AccessPolicy }>();
  return (stageArn: string, operations: DecidedOperations): AccessPolicy => {
    const found = kept.get(operations);
    if (found?.stageArn === stageArn) return found.policy;
    const policy = accessPolicy(stageArn, operations);
    kept.set(operations, { stageArn, policy });
    return policy;
  };
}

const callOf = (event: AuthorizerEvent): GatewayCall => ({
  api: event.stageVariables.api,
  restApiId: event.requestContext.apiId,
  resource: event.resource,
  request: event.stageVariables.form && {
    method: event.httpMethod,
    path: event.path,
    stage: event.requestContext.stage,
    whole: event.requestContext.path,
  },
  shown: {
    authorization: headerValues(event, 'authorization'),
    apiKey: headerValues(event, 'apikey'),
    isInAddress: Boolean(event.multiValueQueryStringParameters?.access_token),
  },
});
