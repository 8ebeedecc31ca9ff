import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { parseJson } from '../../domain/exact-json';
import type { AssetLocation } from '../../domain/publishing/registration';

/** Reads a JSON file that a deployment put beside its templates. */
export const s3JsonAsset =
  (s3: S3Client) =>
  async ({ Bucket, Key }: AssetLocation): Promise<unknown> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    if (Body === undefined) throw new Error('The asset is empty');
    return parseJson(await Body.transformToString('utf8'));
  };
