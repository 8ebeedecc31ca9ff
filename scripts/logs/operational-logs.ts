import { userInfo } from 'node:os';
import { S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/nested-clients/sts';
import { z } from 'zod';
import { S3LogArchive } from '../../adapters/aws/s3-log-archive';
import { Failure } from '../../domain/failure';

export interface OperationalLogsRequest {
  readonly environment: string;
  /** ARN of the role to read as; `true` for the environment's reader. @default the user's own credentials */
  readonly role?: string | true;
  readonly secondFactor?: SecondFactor;
}

interface SecondFactor {
  readonly serial: string;
  /** Six digits. */
  readonly code: string;
}

export interface OperationalLogs {
  readonly archive: S3LogArchive;
  /** The platform's clock: the machine's, or that of `npm start`, which can be moved. */
  now(): Promise<Date>;
}

/** The operational bucket of an environment, found by its parameter: in AWS, or on the platform of this machine. */
export async function openOperationalLogs(request: OperationalLogsRequest): Promise<OperationalLogs> {
  const endpoint = endpointOf(request.environment);
  const own = {
    region: process.env.AWS_REGION ?? 'eu-west-2',
    ...(endpoint && { endpoint }),
    // Without an account of the user's own, who runs the platform here is its operator.
    ...(endpoint && !process.env.AWS_ACCESS_KEY_ID && { credentials: localOperator }),
  };
  const ssm = new SSMClient(own);
  const parameter = async (key: string) => {
    const Name = `/dip/${request.environment}/${key}`;
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
    if (Parameter?.Value) return Parameter.Value;
    throw new Failure('invalid_configuration', `The parameter ${Name} is empty: deploy the environment again`);
  };
  const bucket = await parameter('OperationalLogBucket');
  const role = request.role === true ? await parameter('OperationalLogReaderArn') : request.role;
  const credentials = role && (await assume(new STSClient(own), role, request.secondFactor));
  const s3 = new S3Client({ ...own, ...(credentials && { credentials }), forcePathStyle: endpoint !== undefined });
  return {
    archive: new S3LogArchive(s3, bucket),
    now: async () => (endpoint && (await movedClock(endpoint))) || new Date(),
  };
}

const localOperator = { accessKeyId: 'local-admin', secretAccessKey: 'local-admin' };

function endpointOf(environment: string): string | undefined {
  if (process.env.AWS_ENDPOINT_URL) return process.env.AWS_ENDPOINT_URL;
  return environment === 'local' ? `http://127.0.0.1:${Number(process.env.DIP_PORT ?? 8080) + 4}` : undefined;
}

async function assume(sts: STSClient, role: string, secondFactor?: SecondFactor) {
  // The review of who read what shows it.
  const session = (secondFactor?.serial.split('/').at(-1) ?? userInfo().username).replaceAll(/[^\w+=,.@-]/g, '-');
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: role,
      RoleSessionName: session.slice(0, 64),
      ...(secondFactor && { SerialNumber: secondFactor.serial, TokenCode: secondFactor.code }),
    }),
  );
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = Credentials ?? {};
  if (accessKeyId && secretAccessKey && sessionToken) return { accessKeyId, secretAccessKey, sessionToken };
  throw new Failure('invalid_configuration', `${role} gave no session`);
}

/** Undefined where another emulator answers, whose clock is the machine's. */
async function movedClock(endpoint: string): Promise<Date | undefined> {
  const response = await fetch(`${endpoint}/_dip/clock`).catch(() => undefined);
  if (!response?.ok) return undefined;
  const { data } = z.object({ now: z.coerce.date() }).safeParse(await response.json().catch(() => undefined));
  return data?.now;
}
