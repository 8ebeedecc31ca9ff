import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { keyedHash } from '../../../adapters/node/keyed-hash';
import { makeLinkedRedactions } from '../../../domain/logs/redaction/engine/linked-redactions';
import { makeRedactor, redactRecord } from '../../../domain/logs/redaction/engine/redactor';
import type { DayKeys } from '../../../domain/logs/redaction/marks/day-keys';
import { linkableMark } from '../../../domain/logs/redaction/marks/linkable-mark';
import { readAndRedact } from '../../../domain/logs/redaction/redact-line';
import { PERSONAL_KINDS } from '../../../domain/logs/redaction/redaction';
import { plantedCorpus } from './planted-corpus';

const under = (key: string) => makeRedactor(linkableMark((text) => keyedHash(Buffer.from(key), text)));
const linked = under('one day');
const redact = (line: string): string => readAndRedact(line, { linked }).line;
const MARK = /\[([a-z-]+?)-([bcdfghjklmnpqrst]{12})\]/;
const markIn = (message: string): string => MARK.exec(String(redactRecord(message, linked)))?.[0] ?? '';

describe('a mark that links', () => {
  test('says the class, and nothing of the value that could be told without the key', () => {
    expect(redactRecord('seen 9000000009 today', linked)).toMatch(/^seen \[nhs-number-[bcdfghjklmnpqrst]{12}\] today$/);
    expect(redactRecord('seen 9000000009 today', under('another day'))).not.toBe(
      redactRecord('seen 9000000009 today', linked),
    );
  });

  test.each([
    ['nhs-number', ['9000000009', '900 000 0009', 'no 900-000-0009', '900\u00a0000\u00a00009', '900%20000%200009']],
    ['nhs-number', ['/Patient/9000000009', 'urn:nhs:number:9000000009', '{"nhsNumber":9000000009}']],
    ['nhs-number', ['?nhsNumber=9000000009', '?nhsNumber=900+000+0009', 'NHS number: 900 000 0009']],
    ['date-of-birth', ['born 1971-04-09', 'born 09/04/1971', 'born 9 April 1971', 'born 9.4.1971', 'dob: 19710409']],
    ['postcode', ['at SW1A 1AA', 'at SW1A1AA', '?postcode=sw1a+1aa', '{"postcode":"sw1a 1aa"}']],
    ['email', ['to a.b@example.org', 'to A.B@Example.org', '{"email":"a.b@example.org"}']],
    ['phone', ['call 07700 900123', 'call +44 7700 900123', 'call +44 (0)7700 900123', 'call 07700900123']],
    ['ip', ['from 2001:db8::1', 'from 2001:DB8:0:0:0:0:0:1', '{"sourceIp":"2001:db8::0001"}']],
    ['name', ['?family=Smith', '?family=SMITH', '{"family":"smith"}']],
  ])('is the same for every spelling of one %s', (kind, spellings) => {
    const marks = new Set(spellings.map(markIn));
    expect([...marks]).toEqual([expect.stringContaining(`[${kind}-`)]);
  });

  test('differs where the values do, or their classes', () => {
    const record = redactRecord({ a: '9000000009', b: '9000000017', family: '9000000009' }, linked);
    expect(new Set(Object.values(record as object)).size).toBe(3);
  });

  test('is not made for what holds values amid others, or is too short to name anybody', () => {
    const record = { body: 'a long body', headers: { 'x-anything': 'value' }, family: 'Xu', given: 'Lee' };
    expect(redactRecord(record, linked)).toEqual({
      body: '[body]',
      headers: { 'x-anything': '[header]' },
      family: '[name]',
      given: expect.stringMatching(/^\[name-[a-z]{12}\]$/),
    });
  });

  test('is taken for a mark by whoever redacts again, and one that only looks like it is not', () => {
    const mark = markIn('9000000009');
    expect(redactRecord({ family: mark, note: mark }, under('another day'))).toEqual({ family: mark, note: mark });
    expect(redactRecord({ family: '[name-smith]' }, linked)).not.toEqual({ family: '[name-smith]' });
  });
});

describe('redaction whose marks link', () => {
  test('leaves no planted value, keeps every look-alike and stays JSON', () => {
    for (const { line, planted, lookAlikes } of plantedCorpus(3400, 20261122)) {
      const redacted = redact(line);
      expect(JSON.parse(redacted)).toBeInstanceOf(Object);
      expect(planted.filter((value) => redacted.includes(value))).toEqual([]);
      expect(lookAlikes.filter((value) => !redacted.includes(value))).toEqual([]);
    }
  });

  test('differs from redaction by class alone in nothing but the marks', () => {
    const withoutHashes = new RegExp(`\\[(${PERSONAL_KINDS.join('|')})-[bcdfghjklmnpqrst]{12}\\]`, 'g');
    for (const { line } of plantedCorpus(1700, 7)) {
      expect(redact(line).replace(withoutHashes, '[$1]')).toBe(readAndRedact(line).line);
    }
  });

  test('done twice is done once, and never grows a line beyond a bound', () => {
    const piece = fc.constantFrom(
      '9000000009',
      '900 000 0009',
      'NHS No ',
      'DOB ',
      '1971-04-09',
      'SW1A 1AA',
      'a@b.co',
      '%20',
      '%25',
      '+',
      '&',
      '=',
      '?',
      '"',
      '{',
      '}',
      '\\u0040',
      'eyJhbGciOi.eyJ4.z',
      '81.2.69.142',
      '::1:2',
      'Patient ',
      'Smith',
      ' ',
      '-',
      '/',
      'family=',
      'key ',
      '07700900123',
      '[',
      ']',
      '|',
      'PID|',
      ':',
      'token=',
      'q=1',
      '[name-',
      'nhs-number',
    ); // prettier-ignore
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    const field = fc.constantFrom('message', 'path', 'queryString', 'userAgent', 'headers', 'identifier', 'other');
    fc.assert(
      fc.property(fc.dictionary(field, text), (record) => {
        const line = JSON.stringify(record);
        const once = redact(line);
        expect(redact(once)).toBe(once);
        expect(once.length).toBeLessThanOrEqual(10 * line.length + 100);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('the key of a day', () => {
  const keys = (fails: () => boolean = () => false) => {
    const asked: string[] = [];
    const dayKeys: DayKeys = {
      keyOf: async (day) => {
        asked.push(day);
        if (fails()) throw new Error('KMS refuses');
        return createHmac('sha256', 'secret').update(day).digest();
      },
    };
    return { asked, of: makeLinkedRedactions({ dayKeys, keyedHash }) };
  };

  test('is asked for once, and again for the day after', async () => {
    const { asked, of } = keys();
    const first = await of('2025-11-20');
    const second = await of('2025-11-21');
    expect(await of('2025-11-20')).toBe(first);
    expect(second?.mark('name', 'Smith')).not.toBe(first?.mark('name', 'Smith'));
    expect(asked).toEqual(['2025-11-20', '2025-11-21']);
  });

  test('of the day before yesterday is forgotten', async () => {
    const { asked, of } = keys();
    for (const day of ['2025-11-20', '2025-11-21', '2025-11-22', '2025-11-20']) await of(day);
    expect(asked).toHaveLength(4);
  });

  test('that cannot be had is asked for again by the next batch', async () => {
    let refused = true;
    const { of } = keys(() => refused);
    expect(await of('2025-11-20')).toBeUndefined();
    refused = false;
    expect(await of('2025-11-20')).toBeDefined();
  });
});
