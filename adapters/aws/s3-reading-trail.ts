import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { GetObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import type { ReadingTrail } from '../../domain/access-review/reading-trail';

const logFile = z.object({ Records: z.array(z.unknown()) });
const unzip = promisify(gunzip);

/** Log files of CloudTrail in their bucket, a folder for each Region and in it one for each day. */
export class S3ReadingTrail implements ReadingTrail {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #prefix: string;

  /** @param prefix of the trail's files up to the Region, such as `AWSLogs/123456789012/CloudTrail/` */
  constructor(client: S3Client, bucket: string, prefix: string) {
    this.#client = client;
    this.#bucket = bucket;
    this.#prefix = prefix;
  }

  async *recordsOf(month: string): AsyncGenerator<unknown> {
    for (const region of await this.#regions()) yield* this.#recordsBelow(`${region}${month.replace('-', '/')}/`);
  }

  /** A trail of every Region has a folder for each that something happened in. */
  async #regions(): Promise<readonly string[]> {
    const given = { Bucket: this.#bucket, Prefix: this.#prefix, Delimiter: '/' };
    const regions: string[] = [];
    for await (const { CommonPrefixes = [] } of paginateListObjectsV2({ client: this.#client }, given)) {
      for (const { Prefix } of CommonPrefixes) if (Prefix) regions.push(Prefix);
    }
    return regions;
  }

  async *#recordsBelow(Prefix: string): AsyncGenerator<unknown> {
    const pages = paginateListObjectsV2({ client: this.#client }, { Bucket: this.#bucket, Prefix });
    for await (const { Contents = [] } of pages) {
      for (const { Key } of Contents) {
        const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key }));
        const text = await unzip((await Body?.transformToByteArray()) ?? new Uint8Array());
        yield* logFile.parse(JSON.parse(text.toString())).Records;
      }
    }
  }
}
