import * as z from 'zod';
import { matchesIamPattern } from '../../../../domain/iam-pattern';

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

type Verdict = 'allowed' | 'denied-explicitly' | 'not-allowed';

/**
 * What an authoriser function must answer; context values are stringified, objects and arrays refused.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html
 */
export const authorizerGrant = z.object({
  principalId: z.string().min(1),
  policyDocument,
  context: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String).nullish())
    .nullish()
    .transform((context) => Object.fromEntries(Object.entries(context ?? {}).flatMap(present))),
  usageIdentifierKey: z.string().nullish(),
});
export type AuthorizerGrant = z.infer<typeof authorizerGrant>;

const present = ([key, value]: [string, string | null | undefined]): [string, string][] =>
  typeof value === 'string' ? [[key, value]] : [];

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
  Action.some((action) => matchesIamPattern(action.toLowerCase(), 'execute-api:invoke')) &&
  Resource.some((resource) => matchesIamPattern(resource, methodArn));
