import { S3Client } from '@aws-sdk/client-s3';
import { S3LogObjects } from '../../adapters/aws/s3-log-objects';
import { accessAsOperator, type OperatorAccess, type SecondFactor } from '../operator/operator-access';

export interface OperationalLogsRequest {
  readonly environment: string;
  /** ARN of the role to read as; `true` for the environment's reader. @default the user's own credentials */
  readonly role?: string | true;
  readonly secondFactor?: SecondFactor;
}

export interface OperationalLogs extends Pick<OperatorAccess, 'now'> {
  readonly objects: S3LogObjects;
}

/** The operational bucket of an environment, found by its parameter. */
export async function openOperationalLogs({ role, ...request }: OperationalLogsRequest): Promise<OperationalLogs> {
  const reader = role === true ? { parameter: 'OperationalLogReaderArn' as const } : role;
  const { s3, parameter, now } = await accessAsOperator({ ...request, ...(reader && { role: reader }) });
  return { objects: new S3LogObjects(new S3Client(s3), await parameter('OperationalLogBucket')), now };
}
