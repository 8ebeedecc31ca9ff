import { matchesIamPattern } from '../../../domain/iam-pattern';
import { type ConditionContext, evaluateCondition } from './condition';
import type { PolicyDocument, Statement } from './policy-document';
import type { Principal } from './principal';

export interface AccessQuestion {
  readonly principal: Principal;
  readonly accountId: string;
  /** `dynamodb:PutItem`. */
  readonly action: string;
  readonly resource: string;
  readonly context: ConditionContext;
  readonly identityPolicies: readonly PolicyDocument[];
  readonly resourcePolicy: PolicyDocument | undefined;
}

export type AccessDecision = 'allowed' | 'explicitly-denied' | 'not-allowed';

/**
 * IAM's decision inside one account: an explicit Deny wins, then an Allow of the identity or of the resource.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics.html
 * A KMS key is stricter: an identity's Allow counts only where the key's own policy hands the decision to the account.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 * So does a role with its trust policy.
 */
export function evaluateAccess(question: AccessQuestion): AccessDecision {
  if (question.principal.kind === 'administrator') return 'allowed';
  const identity = question.identityPolicies.flatMap((policy) => policy.Statement);
  const resource = question.resourcePolicy?.Statement ?? [];
  const naming = (one: Statement) => namedBy(one, question);
  const denied =
    identity.some((one) => applies(one, 'Deny', question)) ||
    resource.some((one) => naming(one) !== 'nobody' && applies(one, 'Deny', question));
  if (denied) return 'explicitly-denied';

  const allowedByResource = resource.some((one) => naming(one) === 'principal' && applies(one, 'Allow', question));
  if (allowedByResource) return 'allowed';
  const leftToAccount = resource.some((one) => naming(one) === 'account' && applies(one, 'Allow', question));
  if (/^(kms:|sts:AssumeRole$)/.test(question.action) && !leftToAccount) return 'not-allowed';
  return identity.some((one) => applies(one, 'Allow', question)) ? 'allowed' : 'not-allowed';
}

function applies(one: Statement, effect: Statement['Effect'], { action, resource, context }: AccessQuestion): boolean {
  if (one.Effect !== effect || !coversAction(one, action) || !coversResource(one, resource)) return false;
  const outcome = evaluateCondition(one.Condition, context);
  return outcome === 'met' || (outcome === 'unknown' && effect === 'Deny');
}

function coversAction({ Action, NotAction }: Statement, action: string): boolean {
  const matches = (pattern: string) => matchesIamPattern(pattern.toLowerCase(), action.toLowerCase());
  return NotAction ? !NotAction.some(matches) : (Action ?? []).some(matches);
}

function coversResource({ Resource, NotResource }: Statement, resource: string): boolean {
  const matches = (pattern: string) => matchesIamPattern(pattern, resource);
  if (NotResource) return !NotResource.some(matches);
  // A role's trust policy has no resource: it is the role.
  return Resource === undefined || Resource.some(matches);
}

/** Whether a resource policy's statement names the principal, its whole account, or somebody else. */
function namedBy({ Principal, NotPrincipal }: Statement, question: AccessQuestion): 'principal' | 'account' | 'nobody' {
  if (NotPrincipal) return names(NotPrincipal, question) === 'principal' ? 'nobody' : 'principal';
  return Principal ? names(Principal, question) : 'nobody';
}

function names(listed: NonNullable<Statement['Principal']>, { principal, accountId }: AccessQuestion) {
  const aws = listed.AWS ?? [];
  if (aws.includes('*') || listed['*']?.includes('*')) return 'principal';
  if (principal.kind === 'service') {
    const isListed = (listed.Service ?? []).some((name) => matchesIamPattern(name, principal.name));
    return isListed ? 'principal' : 'nobody';
  }
  if (principal.kind === 'role' && aws.includes(principal.arn)) return 'principal';
  return aws.some((one) => one === accountId || one === `arn:aws:iam::${accountId}:root`) ? 'account' : 'nobody';
}
