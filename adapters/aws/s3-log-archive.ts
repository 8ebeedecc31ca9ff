import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { GetObjectCommand, NoSuchKey, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { LogArchive } from '../../domain/logs/log-archive';

const unzip = promisify(gunzip);

/** Records as Firehose delivers them: an object each minute, gzip, one record a line. */
export class S3LogArchive implements LogArchive {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async apis(prefix: string): Promise<readonly string[]> {
    const apis: string[] = [];
    const input = { Bucket: this.#bucket, Prefix: prefix, Delimiter: '/' };
    for await (const { CommonPrefixes = [] } of paginateListObjectsV2({ client: this.#client }, input)) {
      apis.push(...CommonPrefixes.flatMap(({ Prefix }) => Prefix?.slice(prefix.length, -1) ?? []));
    }
    return apis;
  }

  async keys(prefix: string): Promise<readonly string[]> {
    const keys: string[] = [];
    const input = { Bucket: this.#bucket, Prefix: prefix };
    for await (const { Contents = [] } of paginateListObjectsV2({ client: this.#client }, input)) {
      keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
    }
    return keys;
  }

  async lines(key: string): Promise<readonly string[]> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
      const text = await unzip((await Body?.transformToByteArray()) ?? new Uint8Array());
      return text.toString().split('\n').filter(Boolean);
    } catch (error) {
      // It was due between the listing and now.
      if (error instanceof NoSuchKey) return [];
      throw error;
    }
  }
}
