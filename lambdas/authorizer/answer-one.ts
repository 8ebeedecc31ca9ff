import { type AccessPolicy, allowAll, denyAll } from '../../domain/access/access-policy';
import type { CallAuthorization } from '../../domain/access/authorize-call';
import type { CallerContext } from '../../domain/access/caller-context';
import { openUsageValue } from '../../domain/applications/open-usage-key';
import { denials } from '../../domain/errors/denials';

/** What the gateway is told of one call of an API behind one route. */
export type OneCallContext = Partial<CallerContext> & {
  /** Path template, for the access record. */
  readonly route: string;
  /** What a refused caller is told. */
  readonly diagnostics?: string;
};

export interface AuthorizerResult {
  readonly principalId: string;
  readonly policyDocument: AccessPolicy;
  readonly context: CallerContext | OneCallContext;
  readonly usageIdentifierKey?: string;
}

/**
 * The answer for one call, which nothing keeps. A refusal is a policy too, and no error, as only a policy comes with a
 * context, from which record and answer are made.
 */
export function answerOne(authorization: CallAuthorization, stageArn: string, restApiId: string): AuthorizerResult {
  const { outcome, route } = authorization;
  if (outcome === 'open') {
    return { ...allowed('anyone', stageArn, { route }), usageIdentifierKey: openUsageValue(restApiId) };
  }
  if (outcome === 'unauthorised') {
    return denied('unknown', stageArn, { route, diagnostics: denials.unauthorised });
  }
  const { caller } = authorization;
  const context = { ...caller, route };
  if (outcome === 'refused') {
    return denied(caller.applicationId, stageArn, { ...context, diagnostics: denials.refused });
  }
  const usageIdentifierKey = caller.mode === 'monitoring' ? openUsageValue(restApiId) : authorization.usageKey;
  return { ...allowed(caller.applicationId, stageArn, context), ...(usageIdentifierKey && { usageIdentifierKey }) };
}

const allowed = (principalId: string, stageArn: string, context: OneCallContext) => ({
  principalId,
  policyDocument: allowAll(stageArn),
  context,
});

const denied = (principalId: string, stageArn: string, context: OneCallContext) => ({
  principalId,
  policyDocument: denyAll(stageArn),
  context,
});
