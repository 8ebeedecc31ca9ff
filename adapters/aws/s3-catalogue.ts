import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Catalogue } from '../../domain/registry/catalogue';

export class S3Catalogue implements Catalogue {
  readonly #s3: S3Client;
  readonly #bucket: string;

  constructor(s3: S3Client, bucket: string) {
    this.#s3 = s3;
    this.#bucket = bucket;
  }

  async publish({ key, contentType, text }: Parameters<Catalogue['publish']>[0]): Promise<void> {
    await this.#s3.send(new PutObjectCommand({ Bucket: this.#bucket, Key: key, ContentType: contentType, Body: text }));
  }

  // One by one: DeleteObjects would need a wider permission and a checksum of its body.
  async withdraw(keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.#s3.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key }));
  }
}
