import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';

interface FileToCopy {
  readonly Key: string;
  readonly ContentType: string;
  readonly Source: { readonly Bucket: string; readonly Key: string };
}

/** Copies inside S3: the bytes never pass through the function. */
export class S3StaticFiles {
  readonly #s3: S3Client;

  constructor(s3: S3Client) {
    this.#s3 = s3;
  }

  async copy(bucket: string, { Key, ContentType, Source }: FileToCopy): Promise<void> {
    await this.#s3.send(
      new CopyObjectCommand({
        Bucket: bucket,
        Key,
        CopySource: `${Source.Bucket}/${encodeURIComponent(Source.Key)}`,
        MetadataDirective: 'REPLACE',
        ContentType,
        CacheControl: 'public, max-age=31536000, immutable',
      }),
    );
  }

  async mark(bucket: string, Key: string): Promise<void> {
    await this.#s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: '' }));
  }

  async list(bucket: string, prefix: string): Promise<readonly string[]> {
    const keys: string[] = [];
    const pages = paginateListObjectsV2({ client: this.#s3 }, { Bucket: bucket, Prefix: prefix });
    for await (const { Contents = [] } of pages) keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
    return keys;
  }

  async removeAll(bucket: string, prefix: string): Promise<void> {
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client: this.#s3 },
      { Bucket: bucket, Prefix: prefix },
    )) {
      const Objects = Contents.flatMap(({ Key }) => (Key ? [{ Key }] : []));
      if (Objects.length > 0) await this.#s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
    }
  }
}
