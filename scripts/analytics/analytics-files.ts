import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { downloadObjects } from '../../adapters/aws/download-objects';
import type { OperatorAccess } from '../operator/operator-access';

export interface AnalyticsFilesRequest {
  readonly access: OperatorAccess;
  /** @default every API */
  readonly api: string | undefined;
  /** The first date wanted. */
  readonly since: string;
}

/** Runs `work` over a folder with the analytics files of an environment; the folder is gone afterwards. */
export async function withAnalyticsFiles<Result>(
  { access, api, since }: AnalyticsFilesRequest,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'dip-analytics-'));
  try {
    await downloadObjects({
      client: new S3Client(access.s3),
      bucket: await access.parameter('AnalyticsBucket'),
      prefix: api ? `api=${api}/` : 'api=',
      folder,
      wants: (key) => key.endsWith('.parquet') && (/\/date=([^/]+)\//.exec(key)?.[1] ?? '') >= since,
    });
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
