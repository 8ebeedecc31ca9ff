import { PutObjectCommand } from '@aws-sdk/client-s3';
import { S3LogObjects } from '../../adapters/aws/s3-log-objects';
import { type LogObjects, together } from '../../domain/logs/log-objects';
import { MemoryLogObjects } from '../memory/memory-log-objects';
import { aBucket } from './a-bucket';

const KEYS = ['api=a/hour=01/x.gz', 'api=a/hour=02/x.gz', 'api=ab/hour=01/x.gz', '_unreadable/x.gz'];

interface Opened {
  readonly objects: LogObjects;
  readonly close: () => Promise<void>;
}

const inMemory = async (): Promise<Opened> => ({
  objects: new MemoryLogObjects(Object.fromEntries(KEYS.map((key) => [key, []]))),
  close: async () => undefined,
});

async function onS3(): Promise<Opened> {
  const { client, close } = await aBucket('logs');
  for (const Key of KEYS) await client.send(new PutObjectCommand({ Bucket: 'logs', Key, Body: 'x' }));
  return { objects: new S3LogObjects(client, 'logs'), close };
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
    expect(await together(opened.objects.list('api=a/'))).toEqual(['api=a/hour=01/x.gz', 'api=a/hour=02/x.gz']);
    expect(await together(opened.objects.list('api=none/'))).toEqual([]);
  });

  test('are removed, and removing what is gone is no error', async () => {
    await opened.objects.remove(['api=a/hour=01/x.gz', 'api=a/hour=99/x.gz']);
    await opened.objects.remove(['api=a/hour=01/x.gz']);
    await opened.objects.remove([]);
    expect(await together(opened.objects.list(''))).toEqual([
      '_unreadable/x.gz',
      'api=a/hour=02/x.gz',
      'api=ab/hour=01/x.gz',
    ]);
  });
});
