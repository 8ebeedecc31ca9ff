import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { awsSettings } from './aws-client';
import type { Platform } from './platform';

/** The bucket of redacted records, read as an operator of this machine. */
export async function operationalBucket(platform: Platform) {
  const ssm = new SSMClient(awsSettings(platform));
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name: '/dip/local/OperationalLogBucket' }));
  const s3 = new S3Client({ ...awsSettings(platform), forcePathStyle: true });
  const Bucket = Parameter?.Value;
  const keys = async (Prefix: string) =>
    ((await s3.send(new ListObjectsV2Command({ Bucket, Prefix }))).Contents ?? []).map(({ Key }) => Key ?? '');
  const records = async (Prefix: string): Promise<Record<string, unknown>[]> => {
    const lines: string[] = [];
    for (const Key of await keys(Prefix)) {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      lines.push(
        ...gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array())
          .toString()
          .trim()
          .split('\n'),
      );
    }
    return lines.map((line) => JSON.parse(line));
  };
  return { keys, records };
}

/** Every file below a folder whose raw or unzipped bytes hold the text. */
export function filesHolding(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const raw = readFileSync(file);
      return raw.includes(text) || (raw[0] === 0x1f && raw[1] === 0x8b && gunzipSync(raw).includes(text));
    });
}
