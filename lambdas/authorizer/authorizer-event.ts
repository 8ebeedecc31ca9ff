import * as z from 'zod';

const many = z.record(z.string(), z.array(z.string()).nullish()).nullish();

/** What is read of a REQUEST authoriser's event of a REST API. */
const authorizerEvent = z.object({
  type: z.literal('REQUEST'),
  methodArn: z.string(),
  resource: z.string(),
  multiValueHeaders: many,
  multiValueQueryStringParameters: many,
  stageVariables: z.object({ api: z.string().min(1) }),
  requestContext: z.object({ apiId: z.string() }),
});
export type AuthorizerEvent = z.infer<typeof authorizerEvent>;

/** @throws where API Gateway sends something else: a fault of the deployment, not of a caller. */
export function readAuthorizerEvent(event: unknown): AuthorizerEvent {
  const { success, data } = authorizerEvent.safeParse(event);
  // Not zod's own error: nothing of the event may reach a log.
  if (!success) throw new Error('Not a REQUEST authoriser event with the stage variable api');
  return data;
}

/** All values of a header, in whatever case its name was sent. */
export const headerValues = ({ multiValueHeaders }: AuthorizerEvent, name: string): readonly string[] =>
  Object.entries(multiValueHeaders ?? {}).flatMap(([sent, values]) =>
    sent.toLowerCase() === name ? (values ?? []) : [],
  );
