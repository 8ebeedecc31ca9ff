import { gzipSync } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { S3EvidenceStore } from '../../adapters/aws/s3-evidence-store';
import { S3LogObjects } from '../../adapters/aws/s3-log-objects';
import { S3ReadingTrail } from '../../adapters/aws/s3-reading-trail';
import type { ReadingTrail } from '../../domain/access-review/reading-trail';
import type { EvidenceStore } from '../../domain/evidence/evidence-store';
import { type LogObjects, together } from '../../domain/logs/log-objects';
import { MemoryEvidenceStore } from '../memory/memory-evidence-store';
import { MemoryLogObjects } from '../memory/memory-log-objects';
import { MemoryReadingTrail } from '../memory/memory-reading-trail';
import { aBucket } from './a-bucket';

const name = 'one-bucket';
let bucket: Awaited<ReturnType<typeof aBucket>>;
beforeAll(async () => {
  bucket = await aBucket(name);
});
afterAll(() => bucket.close());

const put = (Key: string, Body: string | Buffer) =>
  bucket.client.send(new PutObjectCommand({ Bucket: name, Key, Body }));

describe.each<[string, () => { evidence: EvidenceStore; textOf: (name: string) => Promise<string | undefined> }]>([
  [
    'memory',
    () => {
      const evidence = new MemoryEvidenceStore();
      return { evidence, textOf: async (one) => evidence.kept.get(one) };
    },
  ],
  [
    'S3',
    () => ({
      evidence: new S3EvidenceStore(bucket.client, name),
      textOf: async (Key) =>
        (await bucket.client.send(new GetObjectCommand({ Bucket: name, Key }))).Body?.transformToString(),
    }),
  ],
])('evidence in %s', (_, open) => {
  test('is found by its prefix, and what is kept is never overwritten', async () => {
    const { evidence, textOf } = open();
    await evidence.keep('reviews/2026-01.csv', 'first');
    await evidence.keep('reviews/2026-01.csv', 'second');
    await evidence.keep('other/2026-01.csv', 'other');
    expect(await evidence.names('reviews/')).toEqual(['reviews/2026-01.csv']);
    expect(await textOf('reviews/2026-01.csv')).toBe('first');
  });
});

const records = [{ eventTime: '2026-01-31T23:00:00Z' }, { eventTime: '2026-02-01T00:00:00Z' }];

describe.each<[string, () => Promise<ReadingTrail>]>([
  ['memory', async () => new MemoryReadingTrail(records)],
  [
    'S3',
    async () => {
      const prefix = 'AWSLogs/000000000000/CloudTrail/';
      const file = (one: object) => gzipSync(JSON.stringify({ Records: [one] }));
      await put(`${prefix}us-east-1/2026/01/31/a.json.gz`, file(records[0] ?? {}));
      await put(`${prefix}eu-west-2/2026/02/01/b.json.gz`, file(records[1] ?? {}));
      return new S3ReadingTrail(bucket.client, name, prefix);
    },
  ],
])('a trail in %s', (_, open) => {
  test('gives the records of a month and of no other', async () => {
    const trail = await open();
    const found: unknown[] = [];
    for await (const record of trail.recordsOf('2026-01')) found.push(record);
    expect(found).toEqual([records[0]]);
    for await (const record of trail.recordsOf('2025-12')) throw new Error(`${record} is of another month`);
  });
});

const objects = {
  'api=one/year=2026/month=01/day=05/hour=09/a.gz': ['{"record":"access"}', '{"record":"tombstone"}'],
  'api=two/year=2026/month=01/day=05/hour=09/b.gz': ['{"record":"access"}'],
  'functions=one/year=2026/month=01/day=05/hour=09/c.gz': ['{"record":"function"}'],
};

describe.each<[string, () => Promise<LogObjects>]>([
  ['memory', async () => new MemoryLogObjects(objects)],
  [
    'S3',
    async () => {
      for (const [key, lines] of Object.entries(objects)) await put(key, gzipSync(`${lines.join('\n')}\n`));
      return new S3LogObjects(bucket.client, name);
    },
  ],
])('an archive of records in %s', (_, open) => {
  test('names its APIs, lists by prefix, and reads line by line; what is gone is told', async () => {
    const archive = await open();
    expect(await archive.apis('api=')).toEqual(['one', 'two']);
    expect(await archive.apis('functions=')).toEqual(['one']);
    const [key = ''] = Object.keys(objects);
    expect(await together(archive.list('api=one/'))).toEqual([key]);
    expect(await together(archive.list('api=three/'))).toEqual([]);
    expect(await together(await archive.read(key))).toEqual(objects[key as keyof typeof objects]);
    expect(await archive.read('api=one/gone.gz')).toBeUndefined();
  });
});
