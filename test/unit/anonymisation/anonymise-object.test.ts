import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { MemoryAnonymousRows } from '../../../adapters/memory/memory-anonymous-rows';
import { MemoryLogLines } from '../../../adapters/memory/memory-log-lines';
import { makeAnonymiseObject } from '../../../domain/logs/anonymisation/anonymise-object';
import { anAccessRecord, key } from './an-access-record';

const nameOf = (text: string) => createHash('sha256').update(text).digest('hex');

async function anonymise(lines: readonly unknown[], { smallestGroup = 1, source = key } = {}) {
  const rows = new MemoryAnonymousRows();
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  const objects = new MemoryLogLines({ [source]: text });
  const object = await makeAnonymiseObject({ source: objects, rows, smallestGroup, nameOf })(source);
  return { object, files: rows.files, rows: rows.all() };
}

test('of a request there is left what the list allows, and each of it coarse', async () => {
  expect((await anonymise([anAccessRecord()])).rows).toEqual([
    {
      kind: 'request',
      hour: 10,
      operation: 'GET /Patient/{id}',
      statusClass: '2xx',
      latencyUpTo: 50,
      errorClass: 'none',
      accessMode: 'nhs-login-p9',
      organisationType: 'gp-practice',
      requests: 1,
    },
  ]);
});

test('a field that nobody has thought of is dropped, and so is a value that no list holds', async () => {
  const known = Object.keys(anAccessRecord());
  const extra = fc.dictionary(fc.string(), fc.anything(), { maxKeys: 8 });
  const words = fc.dictionary(
    fc.constantFrom('method', 'route', 'status', 'mode', 'organisationType', 'errorType', 'responseLatency', 'time'),
    fc.oneof(fc.uuid(), fc.string({ minLength: 6 }), fc.double(), fc.constant(null), fc.object()),
  );
  await fc.assert(
    fc.asyncProperty(extra, words, async (more, odd) => {
      const strange = Object.fromEntries(Object.entries(more).filter(([name]) => !known.includes(name)));
      const { rows } = await anonymise([{ ...strange, ...anAccessRecord(odd) }]);
      const allowed = /^(request|health|unreadable|other|unknown|open|none|target|[1-5]xx|gp-practice|nhs-login-p9)$/;
      for (const value of rows.flatMap((row) => Object.values(row))) {
        if (typeof value === 'string' && !/^(GET|POST) \//.test(value)) expect(value).toMatch(allowed);
        if (typeof value === 'number') expect(value).toBeLessThanOrEqual(60_000);
      }
      expect(rows).toHaveLength(1);
    }),
  );
});

test.each([
  ['a path with a number for a template', { route: '/Patient/9000000009' }],
  ['what redaction has marked', { route: '/Patient/[nhs-number]' }],
  ['a method that HTTP does not have', { method: 'SMITH' }],
  ['the catch-all with a query', { route: '/Patient?name=x' }],
])('%s names no operation', async (_, over) => {
  const { rows } = await anonymise([anAccessRecord(over)]);
  expect(rows).toEqual([expect.objectContaining({ operation: 'other' })]);
});

test('health checks and records that cannot be read are counted apart, and nothing of them is kept', async () => {
  const { rows, object } = await anonymise([
    anAccessRecord({ route: '/_ping' }),
    anAccessRecord({ route: '/_status', mode: 'monitoring' }),
    { record: 'tombstone', reason: 'not_json', bytes: 12 },
    'not JSON',
    'null',
    anAccessRecord({ api: 'another' }),
  ]);
  expect(rows).toEqual([
    { kind: 'health', requests: 2 },
    { kind: 'unreadable', requests: 4 },
  ]);
  expect(object).toEqual({ outcome: 'written', records: 6, malformed: 1, repeated: 0 });
});

test('a malformed line harms no other', async () => {
  const { rows } = await anonymise([anAccessRecord(), '{"record":"acc', '', anAccessRecord()]);
  expect(rows).toEqual([
    expect.objectContaining({ kind: 'request', requests: 2 }),
    { kind: 'unreadable', requests: 1 },
  ]);
});

test('an object of two dates becomes a file for each, and a clock that is far off does not make a third', async () => {
  const { files } = await anonymise([
    anAccessRecord(),
    anAccessRecord({ time: Date.parse('2026-02-01T00:00:01Z') }),
    anAccessRecord({ time: Date.parse('2031-01-01T00:00:01Z') }),
  ]);
  const name = nameOf(key);
  expect([...files.keys()]).toEqual([
    `api=hello-world/date=2026-01-31/${name}`,
    `api=hello-world/date=2026-02-01/${name}`,
  ]);
  expect([...files.values()].flat().filter(({ hour }) => hour === undefined)).toHaveLength(1);
});

test('an object that comes again is written again, under the same name and with the same rows', async () => {
  const lines = Array.from({ length: 40 }, (_, n) => anAccessRecord({ status: n % 2 ? 200 : 500 }));
  const [once, again] = [await anonymise(lines, { smallestGroup: 10 }), await anonymise(lines, { smallestGroup: 10 })];
  expect([...again.files]).toEqual([...once.files]);
});

test('a record that the stream delivered twice into an object is counted once', async () => {
  const record = anAccessRecord();
  const { rows, object } = await anonymise([record, record, anAccessRecord()]);
  expect(rows).toEqual([expect.objectContaining({ requests: 2 })]);
  expect(object.repeated).toBe(1);
});

test('an object that is gone, one of no API and one that is empty write nothing and are no error', async () => {
  const rows = new MemoryAnonymousRows();
  const source = new MemoryLogLines({ [key]: [] });
  const anonymiseObject = makeAnonymiseObject({ source, rows, smallestGroup: 10, nameOf });
  expect(await anonymiseObject('api=hello-world/year=2026/month=01/day=01/hour=10/gone.gz')).toMatchObject({
    outcome: 'gone',
  });
  expect(await anonymiseObject('errors/processing-failed/x.gz')).toMatchObject({ outcome: 'not-a-log' });
  expect(await anonymiseObject(key)).toMatchObject({ outcome: 'written', records: 0 });
  expect(rows.files.size).toBe(0);
});
