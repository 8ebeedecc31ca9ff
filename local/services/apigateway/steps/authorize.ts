import { own } from '../../../../domain/own';
import { contextVariables } from '../exchange/context-variables';
import { type AuthorizerAnswer, authorizerSourceArn, type Call, methodArn, millisSince } from '../exchange/exchange';
import { GatewayFailure } from '../exchange/gateway-failure';
import { headerValues } from '../exchange/gateway-request';
import { requestAuthorizerEvent } from '../exchange/proxy-event';
import { type FunctionOutcome, functionArnOf, invokeFunction } from '../integrations/invoke-function';
import type { Authorizer } from '../model/gateway-model';
import type { GatewayNeeds } from '../model/gateway-needs';
import type { AuthorizerCache } from './authorizer-cache';
import { type AuthorizerGrant, authorizerGrant, evaluatePolicy } from './authorizer-output';

interface Needs extends Pick<GatewayNeeds, 'invoke' | 'warn'> {
  readonly cache: AuthorizerCache;
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
const METHOD_ARN_LIMIT_BYTES = 1_600;
// Not in AWS's quota table; the function's own time limit is meant to be shorter.
const TIME_LIMIT_MILLIS = 30_000;

/** Admits the call, or throws a GatewayFailure; what was learned of the caller stands in `call.authorization` anyway. */
export const makeAuthorize =
  (needs: Needs) =>
  async (call: Call): Promise<void> => {
    const { authorizationType, authorizerId } = call.route.method;
    if (authorizationType === 'NONE') return;
    // AWS_IAM, and Cognito, which the provider warns of: closed, as an unsigned request would be.
    if (authorizationType !== 'CUSTOM') throw new GatewayFailure('MISSING_AUTHENTICATION_TOKEN');
    if (Buffer.byteLength(methodArn(call)) > METHOD_ARN_LIMIT_BYTES) {
      throw new GatewayFailure('DEFAULT_4XX', { status: 414, text: 'Request URI too long' });
    }
    const start = performance.now();
    call.authorization = { status: 200, latency: 0 };
    try {
      await decide(needs, call, call.authorization, call.target.api.authorizers.get(authorizerId ?? ''));
    } catch (error) {
      const failure = error instanceof GatewayFailure ? error : new GatewayFailure('AUTHORIZER_FAILURE');
      Object.assign(call.authorization, { status: failure.status, error: failure.message });
      throw failure;
    } finally {
      call.authorization.latency = millisSince(start);
    }
  };

async function decide(needs: Needs, call: Call, authorization: AuthorizerAnswer, authorizer: Authorizer | undefined) {
  if (!authorizer) throw new GatewayFailure('AUTHORIZER_CONFIGURATION_ERROR');
  const identity = readIdentity(call, authorizer);
  if (!identity || !isWellFormed(authorizer, identity)) throw new GatewayFailure('UNAUTHORIZED');
  const key = JSON.stringify([call.target.api.id, authorizer.id, call.target.stage.name, identity]);
  // Without an identity source every caller would share one entry.
  const isCached = authorizer.ttlSeconds > 0 && identity.length > 0;
  const grant = (isCached && needs.cache.find(key)) || (await ask(needs, call, authorization, authorizer, identity));
  if (isCached && authorization.invocation) needs.cache.keep(key, grant, authorizer.ttlSeconds);
  authorization.grant = grant;
  refuseUnlessAllowed(grant, methodArn(call));
}

type Identity = readonly (readonly string[])[];

/**
 * What a caller shows to an authoriser: all values of each identity source, in the authoriser's order. Undefined where
 * one is missing or empty: then API Gateway answers 401 and does not ask the function.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/configure-api-gateway-lambda-authorization.html
 */
function readIdentity(call: Call, authorizer: Authorizer): Identity | undefined {
  const identity = authorizer.identitySources.map((source) => valuesOf(call, source));
  return identity.every((values) => values.length > 0 && values.every((value) => value.trim() !== ''))
    ? identity
    : undefined;
}

function valuesOf(call: Call, source: string): readonly string[] {
  const [, kind, name = ''] =
    /^(method\.request\.header|method\.request\.querystring|stageVariables|context)\.(.+)$/.exec(source) ?? [];
  if (kind === 'method.request.header') return headerValues(call.request, name);
  if (kind === 'method.request.querystring') return call.request.query.get(name) ?? [];
  const value = kind === 'context' ? contextVariables(call).get(name) : own(call.target.stage.variables, name);
  return value === undefined ? [] : [value];
}

const isWellFormed = ({ type, validationExpression }: Authorizer, identity: Identity): boolean =>
  type !== 'TOKEN' ||
  !validationExpression ||
  new RegExp(`^(?:${validationExpression})$`).test(identity[0]?.at(-1) ?? '');

async function ask(
  needs: Needs,
  call: Call,
  authorization: AuthorizerAnswer,
  authorizer: Authorizer,
  identity: Identity,
): Promise<AuthorizerGrant> {
  const functionArn = functionArnOf(authorizer.uri, call.target.stage.variables);
  if (!functionArn) throw new GatewayFailure('AUTHORIZER_CONFIGURATION_ERROR');
  const outcome = await invokeFunction(needs, {
    functionArn,
    sourceArn: authorizerSourceArn(call, authorizer.id),
    payload:
      authorizer.type === 'TOKEN'
        ? { type: 'TOKEN', methodArn: methodArn(call), authorizationToken: identity[0]?.at(-1) }
        : requestAuthorizerEvent(call),
    timeoutMillis: TIME_LIMIT_MILLIS,
  });
  if ('requestId' in outcome) authorization.invocation = { requestId: outcome.requestId, latency: outcome.latency };
  return readOutcome(outcome);
}

function readOutcome(outcome: FunctionOutcome): AuthorizerGrant {
  if (outcome.outcome === 'timed-out' || outcome.outcome === 'too-late') throw new GatewayFailure('AUTHORIZER_FAILURE');
  if (outcome.outcome === 'function-error' && outcome.errorMessage === 'Unauthorized') {
    throw new GatewayFailure('UNAUTHORIZED');
  }
  const grant = authorizerGrant.safeParse(outcome.outcome === 'answered' ? outcome.payload : undefined);
  if (!grant.success) throw new GatewayFailure('AUTHORIZER_CONFIGURATION_ERROR');
  return grant.data;
}

function refuseUnlessAllowed(grant: AuthorizerGrant, arn: string): void {
  const verdict = evaluatePolicy(grant.policyDocument, arn);
  if (verdict === 'denied-explicitly') {
    throw new GatewayFailure('ACCESS_DENIED', {
      text: 'User is not authorized to access this resource with an explicit deny',
    });
  }
  if (verdict === 'not-allowed') throw new GatewayFailure('ACCESS_DENIED');
}
