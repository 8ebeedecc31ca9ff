import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';

export interface Download {
  readonly client: S3Client;
  readonly bucket: string;
  readonly prefix: string;
  /** Objects are files under it, by their keys. */
  readonly folder: string;
  /** Whether an object is wanted. */
  readonly wants: (key: string) => boolean;
}

/** Copies objects into a folder. */
export async function downloadObjects({ client, bucket, prefix, folder, wants }: Download): Promise<void> {
  for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
    for (const { Key = '' } of page.Contents ?? []) {
      // A key is a name and no path: one that climbs would be written elsewhere.
      if (!wants(Key) || Key.split('/').includes('..')) continue;
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
      if (!(Body instanceof Readable)) throw new Error(`${Key} has no content`);
      const file = join(folder, Key);
      mkdirSync(dirname(file), { recursive: true });
      await pipeline(Body, createWriteStream(file));
    }
  }
}
