import { Readable } from 'node:stream';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  NoSuchKey,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { LogObjects } from '../../domain/logs/log-objects';
import { linesOf } from '../node/lines-of';

/** The most keys that one DeleteObjects call takes. */
const MOST_DELETED = 1000;

/**
 * Objects as Firehose delivers them: one each minute, gzip, a record a line. Their reader must be allowed to list, as S3
 * tells nobody else that an object is gone.
 */
export class S3LogObjects implements LogObjects {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async apis(prefix: string): Promise<readonly string[]> {
    const apis: string[] = [];
    for await (const { CommonPrefixes = [] } of this.#pages({ Prefix: prefix, Delimiter: '/' })) {
      apis.push(...CommonPrefixes.flatMap(({ Prefix }) => Prefix?.slice(prefix.length, -1) ?? []));
    }
    return apis;
  }

  async *list(prefix: string): AsyncGenerator<readonly string[]> {
    for await (const { Contents = [] } of this.#pages({ Prefix: prefix }))
      yield Contents.flatMap(({ Key }) => Key ?? []);
  }

  async read(key: string): Promise<AsyncIterable<readonly string[]> | undefined> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
      if (!(Body instanceof Readable)) throw new Error('S3 answered no stream');
      return linesOf(Body);
    } catch (error) {
      // It was due between the listing and now.
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  async remove(keys: readonly string[]): Promise<void> {
    for (let from = 0; from < keys.length; from += MOST_DELETED) {
      const Objects = keys.slice(from, from + MOST_DELETED).map((Key) => ({ Key }));
      const answer = await this.#client.send(
        new DeleteObjectsCommand({ Bucket: this.#bucket, Delete: { Objects, Quiet: true } }),
      );
      // S3 answers 200 though single deletions fail.
      const [error] = answer.Errors ?? [];
      if (error) throw new Error(`S3 did not delete ${answer.Errors?.length} objects: ${error.Code}`);
    }
  }

  #pages(asked: { readonly Prefix: string; readonly Delimiter?: string }) {
    return paginateListObjectsV2({ client: this.#client }, { Bucket: this.#bucket, ...asked });
  }
}
