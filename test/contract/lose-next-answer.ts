import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** DynamoDB does what it is asked next, and the SDK does not hear of it. Answers how often it was asked since. */
export function loseNextAnswer({ middlewareStack }: DynamoDBDocumentClient): () => number {
  let tries = 0;
  middlewareStack.add(
    (next) => async (call) => {
      const answered = await next(call);
      tries += 1;
      if (tries === 1) throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError' });
      return answered;
    },
    { step: 'deserialize', priority: 'high', name: 'loseNextAnswer', override: true },
  );
  return () => tries;
}
