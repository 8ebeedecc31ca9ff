import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { downloadObjects } from '../adapters/aws/download-objects';
import { parameterName } from '../lib/constructs/parameters';

export interface AnalyticsFilesRequest {
  readonly environment: string;
  /** The AWS endpoint; AWS itself where absent. */
  readonly endpoint: string | undefined;
  /** @default every API */
  readonly api: string | undefined;
  /** The first date wanted. */
  readonly since: string;
}

/** Runs `work` over a folder with the analytics files of an environment; the folder is gone afterwards. */
export async function withAnalyticsFiles<Result>(
  { environment, endpoint, api, since }: AnalyticsFilesRequest,
  work: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'dip-analytics-'));
  try {
    const client = { region: 'eu-west-2', ...(endpoint && atEndpoint(endpoint)) };
    const Name = parameterName(environment, 'AnalyticsBucket');
    const { Parameter } = await new SSMClient(client).send(new GetParameterCommand({ Name }));
    await downloadObjects({
      client: new S3Client({ ...client, ...(endpoint && { forcePathStyle: true }) }),
      bucket: Parameter?.Value ?? '',
      prefix: api ? `api=${api}/` : 'api=',
      folder,
      wants: (key) => key.endsWith('.parquet') && (/\/date=([^/]+)\//.exec(key)?.[1] ?? '') >= since,
    });
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An endpoint on this machine knows no secrets; any other takes the credentials that AWS would. */
const atEndpoint = (endpoint: string) => ({
  endpoint,
  ...(['127.0.0.1', 'localhost', '[::1]'].includes(new URL(endpoint).hostname) &&
    !process.env.AWS_ACCESS_KEY_ID && {
      credentials: { accessKeyId: 'local-admin', secretAccessKey: 'not-checked-here' },
    }),
});
