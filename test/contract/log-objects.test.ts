import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import S3rver from 's3rver';
import { S3LogObjects } from '../../adapters/aws/s3-log-objects';
import { MemoryLogObjects } from '../../adapters/memory/memory-log-objects';
import type { LogObjects } from '../../domain/logs/log-objects';

const KEYS = ['api=a/hour=01/x.gz', 'api=a/hour=02/x.gz', 'api=ab/hour=01/x.gz', '_unreadable/x.gz'];

interface Opened {
  readonly objects: LogObjects;
  readonly close: () => Promise<void>;
}

const inMemory = async (): Promise<Opened> => ({ objects: new MemoryLogObjects(KEYS), close: async () => undefined });

async function onS3(): Promise<Opened> {
  const directory = mkdtempSync(join(tmpdir(), 's3-'));
  const server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory,
    configureBuckets: [{ name: 'logs', configs: [] }],
  });
  const { port } = await server.run();
  const client = new S3Client({
    region: 'eu-west-2',
    endpoint: `http://127.0.0.1:${port}`,
    forcePathStyle: true,
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
  });
  for (const Key of KEYS) await client.send(new PutObjectCommand({ Bucket: 'logs', Key, Body: 'x' }));
  const close = async () => {
    client.destroy();
    await server.close();
    rmSync(directory, { recursive: true });
  };
  return { objects: new S3LogObjects(client, 'logs'), close };
}

async function keysUnder(objects: LogObjects, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of objects.list(prefix)) keys.push(...page);
  return keys.sort();
}

describe.each([
  ['memory', inMemory],
  ['S3', onS3],
])('log objects in %s', (_, open) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  test('are listed by prefix, and only those', async () => {
    expect(await keysUnder(opened.objects, 'api=a/')).toEqual(['api=a/hour=01/x.gz', 'api=a/hour=02/x.gz']);
    expect(await keysUnder(opened.objects, 'api=none/')).toEqual([]);
  });

  test('are removed, and removing what is gone is no error', async () => {
    await opened.objects.remove(['api=a/hour=01/x.gz', 'api=a/hour=99/x.gz']);
    await opened.objects.remove(['api=a/hour=01/x.gz']);
    await opened.objects.remove([]);
    expect(await keysUnder(opened.objects, '')).toEqual([
      '_unreadable/x.gz',
      'api=a/hour=02/x.gz',
      'api=ab/hour=01/x.gz',
    ]);
  });
});
