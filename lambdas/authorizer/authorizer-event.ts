import * as z from 'zod';

type Many = Readonly<Record<string, unknown>>;
/** Looked into for the few names that count; what else a caller sent is not gone through. */
const many = z.custom<Many>((value) => typeof value === 'object' && value !== null).nullish();

/** What is read of a REQUEST authoriser's event of a REST API. */
const authorizerEvent = z.object({
  type: z.literal('REQUEST'),
  methodArn: z.string(),
  resource: z.string(),
  multiValueHeaders: many,
  multiValueQueryStringParameters: many,
  /** The next two, and the context's stage and path, are looked at where one route takes all operations. */
  httpMethod: z.string().default(''),
  path: z.string().default(''),
  stageVariables: z.object({
    api: z.string().min(1),
    /** Whether one route takes all operations of the API. */
    form: z.literal('greedy').optional(),
  }),
  requestContext: z.object({ apiId: z.string(), stage: z.string().default(''), path: z.string().default('') }),
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
export function headerValues({ multiValueHeaders }: AuthorizerEvent, name: string): readonly string[] {
  const values: string[] = [];
  for (const sent in multiValueHeaders ?? {}) {
    if (sent.length === name.length && sent.toLowerCase() === name) values.push(...textsIn(multiValueHeaders?.[sent]));
  }
  return values;
}

const texts = z.array(z.string()).nullish();

function textsIn(values: unknown): readonly string[] {
  const { success, data } = texts.safeParse(values);
  if (!success) throw new Error('A header of the event is not a list of texts');
  return data ?? [];
}
