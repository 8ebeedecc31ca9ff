import * as z from 'zod';

const role = z.object({ sessionContext: z.object({ sessionIssuer: z.object({ userName: z.string() }) }) });

/**
 * What a review reads of a CloudTrail record.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export const trailRecord = z.object({
  eventTime: z.iso.datetime(),
  eventSource: z.string(),
  eventName: z.string(),
  userIdentity: z.looseObject({
    type: z.string(),
    arn: z.string().optional(),
    invokedBy: z.string().optional(),
    sessionContext: role.shape.sessionContext.optional().catch(undefined),
  }),
  errorCode: z.string().optional(),
  requestParameters: z.record(z.string(), z.unknown()).nullish(),
});
export type TrailRecord = z.infer<typeof trailRecord>;

/**
 * Who called: a role and its session (`OperationalLogReader / jane`), the service itself, or whoever else by ARN. A
 * function's session bears the function's name.
 */
export function principalOf({ userIdentity: { type, arn, invokedBy, sessionContext } }: TrailRecord): string {
  if (sessionContext) return `${sessionContext.sessionIssuer.userName} / ${arn?.split('/').at(-1) ?? ''}`;
  return invokedBy ?? arn ?? type;
}
