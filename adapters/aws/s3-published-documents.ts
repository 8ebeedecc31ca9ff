import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { PublishedDocuments } from '../../domain/publishing/published-documents';

export class S3PublishedDocuments implements PublishedDocuments {
  readonly #s3: S3Client;
  readonly #bucket: string;

  constructor(s3: S3Client, bucket: string) {
    this.#s3 = s3;
    this.#bucket = bucket;
  }

  async publish({ key, contentType, text }: Parameters<PublishedDocuments['publish']>[0]): Promise<void> {
    await this.#s3.send(new PutObjectCommand({ Bucket: this.#bucket, Key: key, ContentType: contentType, Body: text }));
  }

  async read(key: string): Promise<string | undefined> {
    try {
      const { Body } = await this.#s3.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
      return await Body?.transformToString();
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  // One by one: DeleteObjects would need a wider permission and a checksum of its body.
  async withdraw(keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#s3.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key }));
  }
}
