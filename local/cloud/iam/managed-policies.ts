import type { PolicyDocument } from './policy-document';

const allowing = (...actions: string[]): PolicyDocument => ({
  Statement: [{ Effect: 'Allow', Action: actions, Resource: ['*'], Condition: {} }],
});

const serviceRole = 'arn:aws:iam::aws:policy/service-role';

/** Policies that AWS keeps, as far as templates name them. */
export const awsManagedPolicies: ReadonlyMap<string, PolicyDocument> = new Map([
  [
    `${serviceRole}/AWSLambdaBasicExecutionRole`,
    allowing('logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'),
  ],
  [
    `${serviceRole}/AWSLambdaSQSQueueExecutionRole`,
    allowing('sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'logs:*'),
  ],
  [`${serviceRole}/AmazonAPIGatewayPushToCloudWatchLogs`, allowing('logs:*')],
  // For AWS Backup alone, which nothing runs here.
  [`${serviceRole}/AWSBackupServiceRolePolicyForBackup`, allowing()],
  [`${serviceRole}/AWSBackupServiceRolePolicyForRestores`, allowing()],
  ['arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess', allowing('xray:PutTraceSegments', 'xray:PutTelemetryRecords')],
]);
