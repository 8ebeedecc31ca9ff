import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Platform } from './platform';

/** Calls the platform's AWS endpoint with an access key: the operator's own, a function's, or a session's of a role. */
export function awsClient({ aws }: Pick<Platform, 'aws'>, accessKeyId = 'local-admin') {
  const credentials = { accessKeyId, secretAccessKey: 'not-checked-here' };
  const settings = { region: 'eu-west-2', endpoint: aws, credentials };
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
export async function assumeRole({ aws }: Pick<Platform, 'aws'>, { role, name, code }: Session): Promise<string> {
  const body = new URLSearchParams({
    Action: 'AssumeRole',
    RoleArn: role,
    RoleSessionName: name,
    ...(code && { SerialNumber: 'arn:aws:iam::000000000000:mfa/jane', TokenCode: code }),
  });
  const authorization = 'AWS4-HMAC-SHA256 Credential=local-admin/20260101/eu-west-2/sts/aws4_request';
  const answer = await (await fetch(aws, { method: 'POST', headers: { authorization }, body })).text();
  return /<AccessKeyId>(\w+)</.exec(answer)?.[1] ?? answer;
}
