import { randomUUID } from 'node:crypto';
import { isoSecond } from '../../cloud/clock/moving-clock';
import type { Account } from '../../cloud/iam/principal';
import { arnOf, type Principal } from '../../cloud/iam/principal';
import type { ObjectEvent } from '../s3/buckets';

const reading = new Set(['GetObject', 'HeadObject', 'ListObjects']);

/** What event selectors are asked about. */
export const fieldsOf = ({ eventName, bucket, key = '' }: ObjectEvent): Readonly<Record<string, string>> => ({
  eventCategory: 'Data',
  eventName,
  eventSource: 's3.amazonaws.com',
  readOnly: String(reading.has(eventName)),
  'resources.type': 'AWS::S3::Object',
  'resources.ARN': `${bucket.arn}/${key}`,
});

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html */
export const recordOf = (event: ObjectEvent, { id: accountId, region }: Account, time: Date) => ({
  eventVersion: '1.11',
  userIdentity: identityOf(event.principal, accountId),
  eventTime: isoSecond(time),
  eventSource: 's3.amazonaws.com',
  eventName: event.eventName,
  awsRegion: region,
  sourceIPAddress: '127.0.0.1',
  ...(event.errorCode && { errorCode: event.errorCode, errorMessage: 'Access Denied' }),
  requestParameters: { bucketName: event.bucket.name, ...(event.key && { key: event.key }) },
  responseElements: null,
  eventID: randomUUID(),
  readOnly: reading.has(event.eventName),
  resources: [
    ...(event.key ? [{ type: 'AWS::S3::Object', ARN: `${event.bucket.arn}/${event.key}` }] : []),
    { accountId, type: 'AWS::S3::Bucket', ARN: event.bucket.arn },
  ],
  eventType: 'AwsApiCall',
  managementEvent: false,
  recipientAccountId: accountId,
  eventCategory: 'Data',
});

function identityOf(principal: Principal, accountId: string) {
  if (principal.kind === 'service') return { type: 'AWSService', invokedBy: principal.name };
  if (principal.kind === 'anonymous') return { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' };
  const arn = arnOf(principal, accountId);
  if (principal.kind === 'administrator') return { type: 'IAMUser', arn, accountId, userName: 'local-admin' };
  const userName = principal.arn.split('/').at(-1);
  const sessionIssuer = { type: 'Role', arn: principal.arn, accountId, userName };
  return { type: 'AssumedRole', arn, accountId, sessionContext: { sessionIssuer } };
}
