import * as z from 'zod';
import { allowAll } from '../../domain/access/access-policy';
import type { ApiDefinition } from '../../domain/api-definition/api-definition';
import { tellOperation } from '../../domain/api-definition/tell-operation';
import { pathBelow } from '../../domain/http/path-below';

const authorizerEvent = z.object({
  type: z.literal('REQUEST'),
  methodArn: z.string(),
  httpMethod: z.string(),
  path: z.string(),
  requestContext: z.object({ stage: z.string(), path: z.string() }),
});

/**
 * Answers API Gateway where it asks the sandbox as an authoriser: everybody may call, and the access record is to show
 * this path template. Undefined for what is no such question.
 */
export function sayRoute({ operations, basePath }: Pick<ApiDefinition, 'operations' | 'basePath'>, input: unknown) {
  const { data: event } = authorizerEvent.safeParse(input);
  if (event === undefined) return undefined;
  const { stage, path: whole } = event.requestContext;
  const path = pathBelow(basePath, { path: event.path, stage, whole });
  const { route } = tellOperation(operations, event.httpMethod, path);
  const stageArn = event.methodArn.split('/', 2).join('/');
  return { principalId: 'anyone', policyDocument: allowAll(stageArn), context: { route } };
}
