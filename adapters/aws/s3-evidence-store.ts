import { PutObjectCommand, paginateListObjectsV2, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { EvidenceStore } from '../../domain/evidence/evidence-store';
import { own } from '../../domain/own';

const types: Readonly<Record<string, string>> = { json: 'application/json', csv: 'text/csv; charset=utf-8' };

export class S3EvidenceStore implements EvidenceStore {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async names(prefix: string): Promise<readonly string[]> {
    const names: string[] = [];
    const pages = paginateListObjectsV2({ client: this.#client }, { Bucket: this.#bucket, Prefix: prefix });
    for await (const { Contents = [] } of pages) names.push(...Contents.flatMap(({ Key }) => Key ?? []));
    return names;
  }

  async keep(name: string, text: string): Promise<void> {
    const ContentType = own(types, name.split('.').at(-1) ?? '') ?? 'text/plain; charset=utf-8';
    const input = { Bucket: this.#bucket, Key: name, Body: text, ContentType, IfNoneMatch: '*' };
    try {
      await this.#client.send(new PutObjectCommand(input));
    } catch (error) {
      if (!(error instanceof S3ServiceException && error.name === 'PreconditionFailed')) throw error;
    }
  }
}
