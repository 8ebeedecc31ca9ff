import { gzipSync } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { parquetReadObjects } from 'hyparquet';
import { S3AnonymousRows } from '../../adapters/aws/s3-anonymous-rows';
import { S3LogObjects } from '../../adapters/aws/s3-log-objects';
import type { AnonymousRow } from '../../domain/logs/anonymisation/anonymous-row';
import type { AnonymousRows } from '../../domain/logs/anonymisation/anonymous-rows';
import { type LogObjects, together } from '../../domain/logs/log-objects';
import { MemoryAnonymousRows } from '../memory/memory-anonymous-rows';
import { MemoryLogObjects } from '../memory/memory-log-objects';
import { aBucket } from './a-bucket';

const key = 'api=hello-world/year=2026/month=01/day=31/hour=10/a.gz';
const lines = ['{"a":"£"}', '', 'not JSON', ...Array.from({ length: 5000 }, (_, n) => `{"n":${n}}`)];
const file = { api: 'hello-world', date: '2026-01-31', name: 'a' };
const row: AnonymousRow = { kind: 'request', hour: 10, operation: 'GET /hello', latencyUpTo: 50, requests: 12 };

interface Opened {
  readonly source: LogObjects;
  readonly rows: AnonymousRows;
  readonly written: () => Promise<readonly unknown[]>;
  readonly close: () => Promise<void>;
}

async function inMemory(): Promise<Opened> {
  const rows = new MemoryAnonymousRows();
  const source = new MemoryLogObjects({ [key]: lines });
  return { source, rows, written: async () => rows.all(), close: async () => undefined };
}

async function onS3(): Promise<Opened & { readonly client: S3Client }> {
  const { client, close } = await aBucket('logs', 'analytics');
  await client.send(new PutObjectCommand({ Bucket: 'logs', Key: key, Body: gzipSync(lines.join('\n')) }));
  const written = async () => {
    const Key = 'api=hello-world/date=2026-01-31/a.parquet';
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'analytics', Key }));
    return parquetReadObjects({ file: (await Body?.transformToByteArray())?.slice().buffer ?? new ArrayBuffer(0) });
  };
  return {
    client,
    source: new S3LogObjects(client, 'logs'),
    rows: new S3AnonymousRows(client, 'analytics'),
    written,
    close,
  };
}

describe.each([
  ['memory', inMemory],
  ['S3', onS3],
])('the anonymiser’s objects in %s', (_, open) => {
  let opened: Opened;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.close());

  test('are read line by line', async () => {
    expect(await together(await opened.source.read(key))).toEqual(lines);
  });

  test('one that is gone is no error', async () => {
    expect(await opened.source.read('api=hello-world/gone.gz')).toBeUndefined();
  });

  test('a file that is written again stands once', async () => {
    await opened.rows.write(file, [row, row]);
    await opened.rows.write(file, [row]);
    expect(await opened.written()).toHaveLength(1);
  });
});

describe('on S3', () => {
  let opened: Awaited<ReturnType<typeof onS3>>;
  beforeEach(async () => {
    opened = await onS3();
  });
  afterEach(() => opened.close());

  test('a damaged object rejects, wherever it breaks off', async () => {
    const zipped = gzipSync(lines.join('\n'));
    for (const Body of [zipped.subarray(0, zipped.length / 2), Buffer.from('no gzip')]) {
      await opened.client.send(new PutObjectCommand({ Bucket: 'logs', Key: 'damaged', Body }));
      await expect(opened.source.read('damaged').then(together)).rejects.toThrow();
    }
  });

  test('rows are Parquet, and what a row does not say is NULL', async () => {
    await opened.rows.write(file, [row, { kind: 'health', requests: 3 }]);
    const nothing = { hour: null, operation: null, status_class: null, latency_up_to_ms: null };
    const nobody = { error_class: null, access_mode: null, organisation_type: null };
    expect(await opened.written()).toEqual([
      {
        ...{ ...nothing, ...nobody, kind: 'request', hour: 10, operation: 'GET /hello' },
        latency_up_to_ms: 50,
        requests: 12n,
      },
      { ...nothing, ...nobody, kind: 'health', requests: 3n },
    ]);
  });
});
