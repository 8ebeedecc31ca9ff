import fc from 'fast-check';
import { redactRecord } from '../../../domain/logs/redaction/engine/redactor';
import { redactLine } from '../../../domain/logs/redaction/redact-line';
import { plantedCorpus, randomFrom, syntheticNhsNumber } from './planted-corpus';

const nhsNumber = fc.integer({ min: 1, max: 2 ** 31 - 1 }).map((seed) => syntheticNhsNumber(randomFrom(seed)));

const grouped = (gap: string) => (number: string) =>
  [number.slice(0, 3), number.slice(3, 6), number.slice(6)].join(gap);
const encodings: Record<string, (number: string) => string> = {
  plain: (number) => number,
  spaced: grouped(' '),
  hyphenated: grouped('-'),
  'no-break space': grouped('\u00a0'),
  plus: grouped('+'),
  'percent-encoded': (number) => encodeURIComponent(grouped(' ')(number)),
  'percent-encoded twice': (number) => encodeURIComponent(encodeURIComponent(grouped(' ')(number))),
  'every digit percent-encoded': (number) => [...number].map((digit) => `%3${digit}`).join(''),
  'in a URN': (number) => `urn:nhs:number:${number}`,
  'in a path': (number) => `/FHIR/R4/Patient/${number}/_history/1`,
  'in a query': (number) =>
    `https://x.example/Patient?identifier=https%3A%2F%2Ffhir.nhs.uk%2FId%2Fnhs-number%7C${number}`,
  'JSON in a string': (number) => JSON.stringify({ value: number }),
  'JSON twice in a string': (number) => JSON.stringify({ payload: JSON.stringify({ value: number }) }),
  'escaped JSON': (number) => JSON.stringify(JSON.stringify({ value: number })),
  'HL7 v2': (number) => `MSH|^~\\&|A\rPID|1||${number}^^^NHS^NH`,
  base64: (number) => `cursor=${Buffer.from(`Patient/${number}`).toString('base64')}`,
  base64url: (number) => `cursor=${Buffer.from(JSON.stringify({ patient: number })).toString('base64url')}`,
};

const nested = (depth: number, leaf: unknown): unknown =>
  depth === 0 ? leaf : nested(depth - 1, depth % 2 === 0 ? [leaf] : { detail: leaf });

describe('redaction of one log line', () => {
  test('leaves no planted value, keeps every look-alike and stays JSON, over a corpus of its own', () => {
    for (const { line, planted, lookAlikes } of plantedCorpus(3400, 20261121)) {
      const redacted = redactLine(line);
      expect(JSON.parse(redacted)).toBeInstanceOf(Object);
      expect(planted.filter((value) => redacted.includes(value))).toEqual([]);
      expect(lookAlikes.filter((value) => !redacted.includes(value))).toEqual([]);
    }
  });

  test('names the class of what it replaced', () => {
    const record = {
      path: '/x/Patient/9000000009',
      sourceIp: '81.2.69.142',
      message: 'Bearer abcdef123456 from a.b@example.org',
    };
    expect(redactRecord(record)).toEqual({
      path: '/x/Patient/[nhs-number]',
      sourceIp: '[ip]',
      message: 'Bearer [credential] from [email]',
    });
  });

  test('does not change the record it is given', () => {
    const record = Object.freeze({ headers: Object.freeze({ Cookie: 'a=b' }), path: '/Patient/9000000009' });
    expect(redactRecord(record)).not.toEqual(record);
    expect(record.path).toBe('/Patient/9000000009');
  });

  test.each(Object.keys(encodings))('an NHS number disappears: %s', (name) => {
    const encode = encodings[name] as (number: string) => string;
    fc.assert(
      fc.property(
        nhsNumber,
        fc.nat({ max: 12 }),
        fc.constantFrom('detail', 'status', 'requestId', 'userAgent', 'x'),
        (number, depth, field) => {
          const line = JSON.stringify({ [field]: nested(depth, `a ${encode(number)} b`) });
          const redacted = redactLine(line);
          expect(redacted.replace(/%(?:25)*(?:20|3)|[^\d]/g, '')).not.toContain(number);
          expect(redacted).not.toContain(encode(number));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('an NHS number disappears as the name of a field and as a JSON number', () => {
    fc.assert(
      fc.property(nhsNumber, (number) => {
        const redacted = redactLine(`{"${number}":{"x":${number},"status":${number},"position":${number}}}`);
        const marker = '"[nhs-number]"';
        expect(redacted).toBe(`{${marker}:{"x":${marker},"status":${marker},"position":${marker}}}`);
      }),
    );
  });

  test('never throws, always answers one JSON object, and never grows a line beyond a bound', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.json().map((value) => `{"a":${value}}`),
    );
    fc.assert(
      fc.property(anything, (line) => {
        const redacted = redactLine(line);
        expect(JSON.parse(redacted)).toBeInstanceOf(Object);
        expect(redacted).not.toContain('\n');
        expect(redacted.length).toBeLessThanOrEqual(10 * line.length + 100);
      }),
      { numRuns: 2000 },
    );
  });

  test('redacting twice is redacting once', () => {
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
    ); // prettier-ignore
    const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    const field = fc.constantFrom('message', 'path', 'queryString', 'userAgent', 'headers', 'identifier', 'other');
    fc.assert(
      fc.property(fc.dictionary(field, text), (record) => {
        const once = redactLine(JSON.stringify(record));
        expect(redactLine(once)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['not JSON', '{"a":', 'not_json'],
    ['text with control characters', '\u0000\u0007 900 000 0009', 'not_json'],
    ['a JSON text that is no object', '"9000000009"', 'not_an_object'],
    ['an array', '["9000000009"]', 'not_an_object'],
    ['longer than a record can be', `{"a":"${'x'.repeat(1_100_000)}"}`, 'too_large'],
  ])('a line that is %s becomes a tombstone that quotes nothing of it', (_, line, reason) => {
    expect(JSON.parse(redactLine(line))).toEqual({ record: 'tombstone', reason, bytes: Buffer.byteLength(line) });
  });

  test('counts, latencies and times in seconds and milliseconds stay', () => {
    const line = '{"status":200,"issuedAt":1763599753,"exp":1712345678,"time":1763600000083,"responseLength":45000}';
    expect(redactLine(line)).toBe(line);
  });

  test('an own field named __proto__ is redacted and kept', () => {
    expect(redactLine('{"__proto__":{"x":"9000000009"}}')).toBe('{"__proto__":{"x":"[nhs-number]"}}');
  });
});
