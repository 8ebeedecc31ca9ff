import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { hourOf, makeAnonymiseHour } from '../../../domain/logs/anonymisation/anonymise-hour';
import { makeHourBefore } from '../../../domain/logs/anonymisation/hour-before';
import { MemoryAnonymousRows } from '../../memory/memory-anonymous-rows';
import { MemoryLogObjects } from '../../memory/memory-log-objects';
import { anAccessRecord, hour, key } from './an-access-record';

const clock = { now: () => new Date('2026-03-01T00:00:00Z') };
const nameOf = (text: string) => createHash('sha256').update(text).digest('hex');

async function anonymise(lines: readonly unknown[], { smallestGroup = 1 } = {}) {
  const rows = new MemoryAnonymousRows();
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  const source = new MemoryLogObjects({ [key]: text });
  const counted = await makeAnonymiseHour({ source, rows, smallestGroup, nameOf, clock })(hour);
  return { counted, files: rows.files, rows: rows.all() };
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
  const { rows, counted } = await anonymise([
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
  expect(counted).toEqual({ outcome: 'written', records: 6, malformed: 1, repeated: 0 });
});

test('a malformed line harms no other', async () => {
  const { rows } = await anonymise([anAccessRecord(), '{"record":"acc', '', anAccessRecord()]);
  expect(rows).toEqual([
    expect.objectContaining({ kind: 'request', requests: 2 }),
    { kind: 'unreadable', requests: 1 },
  ]);
});

test('an hour of two dates becomes a file for each, and a clock that is far off does not make a third', async () => {
  const { files } = await anonymise([
    anAccessRecord(),
    anAccessRecord({ time: Date.parse('2026-02-01T00:00:01Z') }),
    anAccessRecord({ time: Date.parse('2031-01-01T00:00:01Z') }),
  ]);
  const name = nameOf(hour);
  expect([...files.keys()]).toEqual([
    `api=hello-world/date=2026-01-31/${name}`,
    `api=hello-world/date=2026-02-01/${name}`,
  ]);
  expect([...files.values()].flat().filter(({ hour }) => hour === undefined)).toHaveLength(1);
});

test('an hour that is counted again is written again, under the same name and with the same rows', async () => {
  const lines = Array.from({ length: 40 }, (_, n) => anAccessRecord({ status: n % 2 ? 200 : 500 }));
  const [once, again] = [await anonymise(lines, { smallestGroup: 10 }), await anonymise(lines, { smallestGroup: 10 })];
  expect([...again.files]).toEqual([...once.files]);
});

test('a record that the stream delivered twice into an object is counted once', async () => {
  const record = anAccessRecord();
  const { rows, counted } = await anonymise([record, record, anAccessRecord()]);
  expect(rows).toEqual([expect.objectContaining({ requests: 2 })]);
  expect(counted.repeated).toBe(1);
});

describe('an hour of several objects', () => {
  const texts = (...records: readonly object[]) => records.map((record) => JSON.stringify(record));
  const first = anAccessRecord();
  const objects = { [`${hour}a.gz`]: texts(first, anAccessRecord()), [`${hour}b.gz`]: texts(first, anAccessRecord()) };

  /** A bucket in which `later` is delivered while the hour is counted, and anonymised by somebody who is faster. */
  function aBucket(later: Readonly<Record<string, readonly string[]>>) {
    const rows = new MemoryAnonymousRows();
    const [before, after] = [new MemoryLogObjects(objects), new MemoryLogObjects({ ...objects, ...later })];
    let reads = 0;
    const source = {
      list: (prefix: string) => (reads === 0 ? before : after).list(prefix),
      read: (name: string) => {
        reads += 1;
        return after.read(name);
      },
    };
    return { rows, anonymiseHour: makeAnonymiseHour({ source, rows, smallestGroup: 10, nameOf, clock }) };
  }

  test('is one file, in which a record that was delivered with two of them is counted once', async () => {
    const { rows, anonymiseHour } = aBucket({});
    expect(await anonymiseHour(hour)).toEqual({ outcome: 'written', records: 3, malformed: 0, repeated: 1 });
    expect(rows.all()).toEqual([{ kind: 'request', requests: 3 }]);
  });

  test('is counted anew where one arrives meanwhile', async () => {
    const { rows, anonymiseHour } = aBucket({ [`${hour}c.gz`]: texts(anAccessRecord()) });
    expect(await anonymiseHour(hour)).toMatchObject({ records: 4 });
    expect(rows.all()).toEqual([{ kind: 'request', requests: 4 }]);
  });

  test('is left as it was counted where an object is gone before it is read', async () => {
    const rows = new MemoryAnonymousRows();
    const source = new MemoryLogObjects(objects);
    source.read = async () => undefined;
    expect(await makeAnonymiseHour({ source, rows, smallestGroup: 10, nameOf, clock })(hour)).toMatchObject({
      outcome: 'gone',
    });
    expect(rows.files.size).toBe(0);
  });
});

describe('who looks at an hour again and again', () => {
  const requests = (count: number, over = {}) =>
    Array.from({ length: count }, () => JSON.stringify(anAccessRecord(over)));
  const [running, over] = ['2026-01-31T10:40:00Z', '2026-01-31T11:10:00Z'];

  /** What is published of an hour whose objects hold these, at this time. */
  async function look(objects: readonly (readonly string[])[], at: string) {
    const rows = new MemoryAnonymousRows();
    const source = new MemoryLogObjects(Object.fromEntries(objects.map((lines, n) => [`${hour}${n}.gz`, [...lines]])));
    await makeAnonymiseHour({ source, rows, smallestGroup: 10, nameOf, clock: { now: () => new Date(at) } })(hour);
    return rows.all();
  }
  const total = (rows: Awaited<ReturnType<typeof look>>) => rows.reduce((sum, row) => sum + row.requests, 0);

  test.each([
    ['one more', [13, 1]],
    ['one more, three times', [13, 1, 1, 1]],
    ['one more among few', [3, 1]],
    ['nine more', [10, 9]],
    ['ten more', [10, 10]],
    ['hundreds more', [40, 300]],
  ])('sees no difference of a minute while it runs: %s', async (_, [first = 0, ...later]) => {
    const objects = [first, ...later].map((count) => requests(count));
    const looks = await Promise.all(objects.map((_each, n) => look(objects.slice(0, n + 1), running)));
    for (const one of looks) expect(one).toEqual(looks[0]);
  });

  test.each([
    ['one more', 13, 1, 13],
    ['nine more', 10, 9, 10],
    ['ten more', 10, 10, 20],
    ['a bare number and few more', 3, 1, 4],
    ['a bare number and many more', 3, 40, 43],
  ])('sees ten calls or more join what told something, once the hour is over: %s', async (_, first, later, shown) => {
    const objects = [requests(first), requests(later)];
    expect(total(await look(objects, over))).toBe(shown);
  });

  test('finds no row of fewer than ten in the difference', async () => {
    const first = [...requests(12), ...requests(13, { status: 404 })];
    const later = [...requests(1, { status: 404 }), ...requests(1, { status: 500 }), ...requests(14)];
    const [before, after] = [await look([first], over), await look([first, later], over)];
    const saying = ({ requests: _count, ...row }: (typeof before)[number]) => JSON.stringify(row);
    const differences = after.map((row) => {
      const counted = before.find((one) => saying(one) === saying(row))?.requests ?? 0;
      return row.requests - counted;
    });
    expect(total(after)).toBe(41);
    expect(differences.filter((difference) => difference !== 0 && difference < 10)).toEqual([]);
  });

  test('sees what comes late, as after an outage, when it comes', async () => {
    const objects = [requests(20), requests(20), requests(15)];
    expect(total(await look(objects, '2026-02-01T09:00:00Z'))).toBe(55);
  });
});

test('the hour before is the last that has objects, on its day or on the day before', async () => {
  const at = (day: string, of: string) => `api=a/year=2026/month=${day.slice(0, 2)}/day=${day.slice(3)}/hour=${of}/`;
  const keys = [at('01-31', '22'), at('02-01', '03'), at('02-01', '05')].map((prefix) => `${prefix}x.gz`);
  const hourBefore = makeHourBefore(new MemoryLogObjects(Object.fromEntries(keys.map((one) => [one, []]))));
  expect(await hourBefore(at('02-01', '09'))).toBe(at('02-01', '05'));
  expect(await hourBefore(at('02-01', '05'))).toBe(at('02-01', '03'));
  expect(await hourBefore(at('02-01', '03'))).toBe(at('01-31', '22'));
  expect(await hourBefore(at('01-31', '22'))).toBeUndefined();
  expect(await hourBefore(at('02-04', '00'))).toBeUndefined();
});

test('an hour that is gone and one that is empty write nothing and are no error', async () => {
  expect(await anonymise([])).toMatchObject({ counted: { outcome: 'written', records: 0 }, rows: [] });
  const rows = new MemoryAnonymousRows();
  const anonymiseHour = makeAnonymiseHour({ source: new MemoryLogObjects(), rows, smallestGroup: 10, nameOf, clock });
  expect(await anonymiseHour(hour)).toMatchObject({ outcome: 'gone' });
});

test('only an object of an API’s log belongs to an hour', () => {
  expect(hourOf(key)).toBe(hour);
  for (const other of [
    'errors/processing-failed/x.gz',
    'api=a/../year=2026/x.gz',
    'api=A B/year=2026/month=01/day=01/hour=01/x',
  ]) {
    expect(hourOf(other)).toBeUndefined();
  }
});

test.each(['method', 'route', 'status', 'errorType', 'mode', 'organisationType', 'responseLatency'])(
  'a record whose %s is no word, and cannot become one, is counted all the same',
  async (field) => {
    const { rows } = await anonymise([{ ...anAccessRecord(), [field]: { toString: {}, valueOf: null } }]);
    expect(rows.map(({ requests }) => requests)).toEqual([1]);
  },
);
