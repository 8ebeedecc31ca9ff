import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { AnonymousRow } from '../../domain/logs/anonymisation/anonymous-row';
import type { AnonymousFile, AnonymousRows } from '../../domain/logs/anonymisation/anonymous-rows';
import { anonymousParquet } from '../node/anonymous-parquet';

/** Parquet files, partitioned as Hive does it: `api=<name>/date=<date>/<name>.parquet`. */
export class S3AnonymousRows implements AnonymousRows {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async write({ api, date, name }: AnonymousFile, rows: readonly AnonymousRow[]): Promise<void> {
    const Key = `api=${api}/date=${date}/${name}.parquet`;
    const ContentType = 'application/vnd.apache.parquet';
    await this.#client.send(
      new PutObjectCommand({ Bucket: this.#bucket, Key, Body: anonymousParquet(rows), ContentType }),
    );
  }
}
