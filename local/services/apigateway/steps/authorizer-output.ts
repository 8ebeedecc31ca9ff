import { z } from 'zod';
import { policyDocument } from './policy';

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
