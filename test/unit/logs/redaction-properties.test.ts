import fc from 'fast-check';
import { classOnlyRedaction, redactRecord } from '../../../domain/logs/redaction/engine/redactor';
import { redactLine } from '../../../domain/logs/redaction/redact-line';

const ENCODERS: Readonly<Record<string, (text: string) => string>> = {
  percent: encodeURIComponent,
  'every byte percent': (text) => text.replace(/./gu, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`),
  base64: (text) => Buffer.from(`after ${text}`).toString('base64'),
  base64url: (text) => Buffer.from(`after ${text}`).toString('base64url'),
  JSON: (text) => JSON.stringify({ detail: text }),
  'JSON list': (text) => JSON.stringify([1, [text]]),
  escapes: (text) => text.replace(/./gu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
  references: (text) => text.replace(/./gu, (sign) => `&#${sign.charCodeAt(0)};`),
  query: (text) => `https://x.example/y?a=${encodeURIComponent(text)}&_count=2`,
  prose: (text) => `retried (${text}), twice`,
};

const SECRETS: readonly string[] = [
  '9000000009',
  '900 000 0009',
  '900-000-0009',
  'DOB 1971-04-09',
  'LS1 4AP',
  'margaret.o@example.org',
  '+44 7700 900123',
  '81.2.69.142',
  '2a02:f73:f7::ee0:fd9b',
  'eyJhbGciOiJSUzUxMiJ9.eyJzdWIiOiI5MDAwMDAwMDA5In0.c2lnbmF0dXJl',
  'AKIAIOSFODNN7EXAMPLE',
  'family=Okonkwo',
  'Cookie: session=d41d8cd98f',
]; // prettier-ignore

const chain = fc.array(fc.constantFrom(...Object.keys(ENCODERS)), { maxLength: 4 });
const encoded = (secret: string, names: readonly string[]) =>
  names.reduce((text, name) => (ENCODERS[name] as (text: string) => string)(text), secret);

const anyJson = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.constantFrom(...SECRETS, '\ud800', '-', '', 1e308, 9000000009, -0, 2 ** 63),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('object'),
  ),
  object: fc.dictionary(
    fc.oneof(
      fc.string(),
      fc.constantFrom(
        '__proto__',
        'constructor',
        'name',
        'value',
        'system',
        'headers',
        'path',
        'patient',
        'status',
        'requestId',
        'query',
        '9000000009',
      ),
    ),
    tie('value'),
    { maxKeys: 6 },
  ),
})); // prettier-ignore

const deep = (levels: number): string => `${'{"a":['.repeat(levels)}"9000000009"${']}'.repeat(levels)}`;

describe('whatever a log line holds', () => {
  test('a planted value does not survive, through whatever it was encoded', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SECRETS),
        chain,
        fc.constantFrom('detail', 'message', 'status', 'requestId'),
        (secret, names, field) => {
          const text = encoded(secret, names);
          const left = JSON.parse(redactLine(JSON.stringify({ [field]: text })))[field];
          expect(left).not.toBe(text);
          expect(left).not.toContain(secret);
          // The value's own innermost spelling is not left beside the layers around it either.
          expect(left).not.toContain(encoded(secret, names.slice(0, 1)));
        },
      ),
      { numRuns: 2000 },
    ); // prettier-ignore
  });

  test('redacting twice is redacting once', () => {
    fc.assert(
      fc.property(anyJson.object, (record) => {
        const once = redactLine(JSON.stringify(record));
        expect(redactLine(once)).toBe(once);
      }),
      { numRuns: 1500 },
    );
  });

  test.each(['&q=1{family=?', 'family=[name](&', 'q=1&family=Smith?&q=9000000009'])(
    'what is read as a query only once a value is gone is redacted in the same go: %s',
    (message) => {
      const once = redactLine(JSON.stringify({ message }));
      expect(redactLine(once)).toBe(once);
    },
  );

  test('the answer is one JSON object within a bound, and nothing is thrown', () => {
    fc.assert(
      fc.property(anyJson.object, (record) => {
        const line = JSON.stringify(record);
        const redacted = redactLine(line);
        expect(JSON.parse(redacted)).toBeInstanceOf(Object);
        expect(redacted.length).toBeLessThanOrEqual(10 * line.length + 100);
      }),
      { numRuns: 1500 },
    );
  });

  test('one pass over the text says what parsing it whole says', () => {
    fc.assert(
      fc.property(anyJson.object, (record) => {
        const line = JSON.stringify(record);
        const rewritten = classOnlyRedaction.json(line);
        if (rewritten)
          expect(JSON.parse(rewritten.text)).toEqual(JSON.parse(JSON.stringify(redactRecord(JSON.parse(line)))));
      }),
      { numRuns: 1500 },
    ); // prettier-ignore
  });

  test.each([10, 41, 1000, 100_000])('nesting %i deep is answered, and nothing in it is left', (levels) => {
    expect(redactLine(deep(levels))).not.toContain('9000000009');
  });

  test.each([
    ['white space', '{ "path" : "/Patient/9000000009" }'],
    ['the same name twice', '{"x":"9000000009","x":"9000000009","path":"/Patient/9000000009"}'],
    ['an escaped name', '{"\\u0070ath":"/Patient/9000000009","\\u006ehsNumber":"12"}'],
    ['escaped digits', '{"x":"\\u0039000000009"}'],
    ['an object where a number belongs', '{"status":{"toString":"9000000009"},"api":{"toString":""}}'],
    ['a number with an exponent', '{"x":9.000000009e9}'],
  ])('JSON with %s hides nothing', (_, line) => {
    const redacted = redactLine(line);
    expect(JSON.stringify(JSON.parse(redacted))).not.toMatch(/9000000009|"12"/);
    expect(redacted).not.toContain('9000000009');
  });

  test.each([
    '{"a":"b"',
    '{"a":"b"}}',
    '{"a":"b",}',
    '{"a":01}',
    '{"a":"\u0001"}',
    '{"requestId":"b""x":1}',
    '{"a":tru}',
    '{"a":"\\x"}',
  ])('%p is no JSON and becomes a tombstone', (line) =>
    expect(JSON.parse(redactLine(line))).toMatchObject({ record: 'tombstone', reason: 'not_json' }),
  ); // prettier-ignore
});
