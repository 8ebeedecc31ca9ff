import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { SignatureV4 } from '@smithy/signature-v4';
import { readControlToken } from '../../adapters/node/local-state';
import { Sha256 } from '../../local/cloud/endpoint/verify-signature';
import { accessKey } from '../../local/cloud/iam/access-keys';
import type { Platform } from './platform';

/** How the SDK's clients reach the platform's AWS endpoint, as its operator or with another access key of its. */
export const awsSettings = ({ aws, state }: Pick<Platform, 'aws' | 'state'>, accessKeyId?: string) => ({
  region: 'eu-west-2',
  endpoint: aws,
  credentials: accessKey(readControlToken(state) ?? '', accessKeyId),
});

/** A call of a JSON service that no SDK client is installed for. */
export async function signedCall(
  platform: Pick<Platform, 'aws' | 'state'>,
  service: string,
  { target, body }: { target: string; body: object },
): Promise<Response> {
  const { region, credentials, endpoint } = awsSettings(platform);
  const { host } = new URL(endpoint);
  const text = JSON.stringify(body);
  const signer = new SignatureV4({ region, credentials, service, sha256: Sha256 });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname: host,
    path: '/',
    query: {},
    headers: { host, 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' },
    body: text,
  });
  return fetch(endpoint, { method: 'POST', headers, body: text });
}

/** Calls the platform's AWS endpoint with an access key: the operator's own, a function's, or a session's of a role. */
export function awsClient(platform: Pick<Platform, 'aws' | 'state'>, accessKeyId?: string) {
  const settings = awsSettings(platform, accessKeyId);
  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const ssm = new SSMClient(settings);
  const parameter = async (name: string) =>
    (await ssm.send(new GetParameterCommand({ Name: `/dip/local/${name}` }))).Parameter?.Value ?? '';
  const keys = async (Bucket: string, Prefix = '') =>
    ((await s3.send(new ListObjectsV2Command({ Bucket, Prefix }))).Contents ?? []).map(({ Key }) => Key ?? '');
  const read = async (Bucket: string, Key: string) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    return (Key.endsWith('.gz') ? gunzipSync(bytes) : Buffer.from(bytes)).toString();
  };
  return { parameter, keys, read, settings };
}

interface Session {
  readonly role: string;
  readonly name: string;
  /** Six digits; without them there is no second factor. */
  readonly code?: string;
}

/** The access key id of a session of a role; AWS's answer where it refuses. */
export async function assumeRole(
  settings: ReturnType<typeof awsSettings>,
  { role, name, code }: Session,
): Promise<string> {
  const factor = code && { SerialNumber: 'arn:aws:iam::000000000000:mfa/jane', TokenCode: code };
  const asked = new AssumeRoleCommand({ RoleArn: role, RoleSessionName: name, ...factor });
  return new STSClient(settings).send(asked).then(
    ({ Credentials }) => Credentials?.AccessKeyId ?? '',
    (error: Error) => error.name,
  );
}
