import { z } from 'zod';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore,
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
  Resource: oneOrMore.refine((arns) => arns.every((arn) => arn.length <= 512)),
  Condition: z.record(z.string(), z.unknown()).optional(),
});

export const policyDocument = z.object({
  Version: z.string().optional(),
  Statement: z.union([statement, z.array(statement)]).transform((value) => [value].flat()),
});
export type PolicyDocument = z.infer<typeof policyDocument>;
type Statement = z.infer<typeof statement>;

export type Verdict = 'allowed' | 'denied-explicitly' | 'not-allowed';

/**
 * Whether a policy lets its caller invoke a method. An explicit Deny wins; without an Allow nothing is allowed.
 * Conditions are not evaluated: a statement that has one may refuse, never admit.
 */
export function evaluatePolicy(policy: PolicyDocument, methodArn: string): Verdict {
  const applying = policy.Statement.filter((each) => applies(each, methodArn));
  if (applying.some(({ Effect }) => Effect === 'Deny')) return 'denied-explicitly';
  return applying.some(({ Effect, Condition }) => Effect === 'Allow' && !Condition) ? 'allowed' : 'not-allowed';
}

const applies = ({ Action, Resource }: Statement, methodArn: string): boolean =>
  Action.some((action) => matchesPattern(action.toLowerCase(), 'execute-api:invoke')) &&
  Resource.some((resource) => matchesPattern(resource, methodArn));

/**
 * IAM's wildcards: `*` any characters, slashes too, `?` exactly one. Not a regular expression: a pattern of many stars
 * would take exponential time.
 */
export function matchesPattern(pattern: string, value: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let inPattern = 0;
  while (at < value.length) {
    const wanted = pattern[inPattern];
    if (wanted === '*') {
      star = inPattern++;
      resume = at;
    } else if (wanted !== undefined && (wanted === '?' || wanted === value[at])) {
      inPattern++;
      at++;
    } else if (star >= 0) {
      inPattern = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  return /^\**$/.test(pattern.slice(inPattern));
}
