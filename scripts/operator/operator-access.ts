import { join } from 'node:path';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import * as z from 'zod';
import { readControlToken, statePath } from '../../adapters/node/local-state';
import { Failure } from '../../domain/failure';
import { localAdmin, localEndpoint } from '../../domain/local-platform';
import { type ParameterKey, parameterName } from '../../lib/constructs/api-proxy/parameters';

const root = join(__dirname, '../..');

export interface OperatorAccessRequest {
  readonly environment: string;
  /** ARN of the role to read as, or the name of the parameter that holds it. @default the user's own credentials */
  readonly role?: string | { readonly parameter: ParameterKey };
  readonly secondFactor?: SecondFactor;
}

export interface SecondFactor {
  readonly serial: string;
  /** Six digits. */
  readonly code: string;
}

/** An environment as its operator reaches it: in AWS, at `AWS_ENDPOINT_URL`, or on the platform of this machine. */
export interface OperatorAccess {
  /** Settings of a client that acts in the role. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The same of an S3 client. */
  readonly s3: Readonly<Record<string, unknown>>;
  /** The value of one of the environment's parameters. */
  parameter(key: ParameterKey): Promise<string>;
  /** The platform's clock: the machine's, or that of `npm start`, which can be moved. */
  now(): Promise<Date>;
}

// The SDK's notice about Node versions is no news to who operates a platform.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

export async function accessAsOperator(request: OperatorAccessRequest): Promise<OperatorAccess> {
  const { environment, secondFactor } = request;
  const endpoint = endpointOf(environment);
  const own = {
    region: process.env.AWS_REGION ?? 'eu-west-2',
    ...(endpoint && { endpoint }),
    // Without an account of the user's own, who runs the platform here is its operator.
    ...(endpoint &&
      !process.env.AWS_ACCESS_KEY_ID && { credentials: { accessKeyId: localAdmin, secretAccessKey: controlToken() } }),
  };
  const ssm = new SSMClient(own);
  const parameter = async (key: ParameterKey) => {
    const Name = parameterName(environment, key);
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name }));
    if (Parameter?.Value) return Parameter.Value;
    throw new Failure('invalid_configuration', `The parameter ${Name} is empty: deploy the environment again`);
  };
  const role = typeof request.role === 'object' ? await parameter(request.role.parameter) : request.role;
  const credentials = role && (await assume(new STSClient(own), role, secondFactor));
  const settings = { ...own, ...(credentials && { credentials }) };
  return {
    settings,
    s3: { ...settings, forcePathStyle: endpoint !== undefined },
    parameter,
    now: async () => (endpoint && (await movedClock(endpoint))) || new Date(),
  };
}

/** Other emulators take any secret. */
const controlToken = (): string => readControlToken(statePath(root, process.env)) ?? localAdmin;

function endpointOf(environment: string): string | undefined {
  if (process.env.AWS_ENDPOINT_URL) return process.env.AWS_ENDPOINT_URL;
  return environment === 'local' ? localEndpoint(process.env.DIP_PORT) : undefined;
}

async function assume(sts: STSClient, role: string, secondFactor?: SecondFactor) {
  // The review of who read what shows it, and who decides is let in under no other.
  const { Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: role,
      RoleSessionName: Arn.split(/[:/]/).at(-1),
      ...(secondFactor && { SerialNumber: secondFactor.serial, TokenCode: secondFactor.code }),
    }),
  );
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = Credentials ?? {};
  if (accessKeyId && secretAccessKey && sessionToken) return { accessKeyId, secretAccessKey, sessionToken };
  throw new Failure('invalid_configuration', `${role} gave no session`);
}

/** Undefined where another emulator answers, whose clock is the machine's. */
async function movedClock(endpoint: string): Promise<Date | undefined> {
  const headers = { authorization: `Bearer ${controlToken()}` };
  const response = await fetch(`${endpoint}/_dip/clock`, { headers }).catch(() => undefined);
  if (!response?.ok) return undefined;
  const { data } = z.object({ now: z.coerce.date() }).safeParse(await response.json().catch(() => undefined));
  return data?.now;
}
