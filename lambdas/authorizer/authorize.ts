import { type AccessPolicy, accessPolicy, denyAll } from '../../domain/access/access-policy';
import type { Authorization, makeAuthorizeCall } from '../../domain/access/authorize-call';
import type { CallerContext } from '../../domain/access/caller-context';
import type { GatewayCall } from '../../domain/access/credential-of';
import { type AuthorizerEvent, headerValues, readAuthorizerEvent } from './authorizer-event';

interface Needs {
  readonly authorizeCall: ReturnType<typeof makeAuthorizeCall>;
  readonly onFault: (error: unknown) => void;
}

export interface AuthorizerResult {
  readonly principalId: string;
  readonly policyDocument: AccessPolicy;
  readonly context: CallerContext;
  readonly usageIdentifierKey?: string;
}

// API Gateway answers 401 for exactly this message, and 500 for any other.
const unauthorized = () => new Error('Unauthorized');

/** The shared REQUEST authoriser: event in, policy for the whole API out. */
export const makeAuthorize =
  ({ authorizeCall, onFault }: Needs) =>
  async (input: unknown): Promise<AuthorizerResult> => {
    const event = await faultsTold(onFault, () => readAuthorizerEvent(input));
    const authorization = await faultsTold(onFault, () => authorizeCall(callOf(event)));
    if (authorization.outcome === 'unauthorised') throw unauthorized();
    // arn:aws:execute-api:<region>:<account>:<api id>/<stage>/<method>/<path>
    return resultOf(authorization, event.methodArn.split('/').slice(0, 2).join('/'));
  };

async function faultsTold<T>(onFault: Needs['onFault'], work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    onFault(error);
    throw new Error('The call cannot be authorised');
  }
}

const callOf = (event: AuthorizerEvent): GatewayCall => ({
  api: event.stageVariables.api,
  restApiId: event.requestContext.apiId,
  resource: event.resource,
  shown: {
    authorization: headerValues(event, 'authorization'),
    apiKey: headerValues(event, 'apikey'),
    isInAddress: Boolean(event.multiValueQueryStringParameters?.access_token),
  },
});

type Known = Exclude<Authorization, { outcome: 'unauthorised' }>;

function resultOf(authorization: Known, stageArn: string): AuthorizerResult {
  const { caller: context } = authorization;
  const principalId = context.applicationId;
  if (authorization.outcome === 'refused') return { principalId, policyDocument: denyAll(stageArn), context };
  const { usageKey } = authorization;
  return {
    principalId,
    policyDocument: accessPolicy(stageArn, authorization),
    context,
    ...(usageKey === undefined ? {} : { usageIdentifierKey: usageKey }),
  };
}
