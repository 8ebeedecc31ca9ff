import fc from 'fast-check';
import { newSecret } from '../../adapters/node/new-secret';
import { isRandomUuid } from '../../domain/http/random-id';
import { requestIdHeaders, requestIds } from '../../domain/http/request-ids';
import { redactLine } from '../../domain/logs/redaction/redact-line';
import { loggedIds } from '../../domain/relay/relay-log';
import { base32, hexadecimal } from '../unit/logs/redaction-spellings';
import { fuzz, patience } from './fuzz';

const digit = fc.integer({ min: 0, max: 9 }).map(String);
const nhsNumber = fc
  .array(digit, { minLength: 8, maxLength: 8 })
  .map((digits) => `9${digits.join('')}`)
  .map((nine) => nine + ((11 - ([...nine].reduce((sum, each, at) => sum + (10 - at) * Number(each), 0) % 11)) % 11))
  .filter((number) => number.length === 10);
const grouped = fc
  .tuple(nhsNumber, fc.constantFrom(' ', '-', '.', ':', '|', ' | ', '/', '_', '      ', '\u00a0', '\u2009'))
  .map(([number, gap]) => [number.slice(0, 3), number.slice(3, 6), number.slice(6)].join(gap));
const tail = fc.array(digit, { minLength: 6, maxLength: 6 }).map((digits) => digits.join(''));

/** One of each class, drawn anew: what of it may not be left, and how it stands in a text. */
const datum = fc.oneof(
  nhsNumber,
  grouped,
  tail.map((digits) => `07700${digits}`.slice(0, 11)),
  tail.map((digits) => `+447700${digits}`),
  tail.map((digits) => `MRN ${digits}7`),
  fc
    .tuple(fc.integer({ min: 11, max: 28 }), fc.integer({ min: 1920, max: 1999 }))
    .map(([day, year]) => `dob ${day}/10/${year}`),
  fc.constantFrom('LS1 4AP', 'SW1A 1AA', 'EC1A 1BB', 'M60 1NW'),
  fc.stringMatching(/^[a-z]{3,8}\.[a-z]{3,8}$/).map((local) => `${local}@example.org`),
  fc
    .tuple(fc.integer({ min: 11, max: 99 }), fc.integer({ min: 100, max: 223 }))
    .map(([one, two]) => `${one}.${two}.69.142`),
  fc.constantFrom('AB 12 34 56 C', 'ab 12 34 56 c', 'QQ123456C'),
  fc.constantFrom('OKONKWO, Margaret (Mrs)', "O'BRIEN, Anne-Marie (Dr)"),
  fc.constantFrom('postgres://svc:s3cretword@db:5432/x', 'redis://:s3cretword@cache/0'),
  fc.noShrink(fc.constant(0)).map(newSecret),
  fc.constant('eyJhbGciOiJSUzUxMiJ9.eyJzdWIiOiI5MDAwMDAwMDA5In0.c2lnbmF0dXJl'),
  fc.constant('surname=Okonkwo'),
);

type Encode = (text: string) => string;
const utf8 = (text: string) => [...Buffer.from(text)];
const twoDigits = (byte: number) => byte.toString(16).padStart(2, '0');
const ENCODINGS: Readonly<Record<string, Encode>> = {
  plain: (text) => text,
  percent: encodeURIComponent,
  'percent twice': (text) => encodeURIComponent(encodeURIComponent(text)),
  'every byte percent': (text) =>
    utf8(text)
      .map((byte) => `%${twoDigits(byte)}`)
      .join(''),
  base64: (text) => Buffer.from(`after ${text}`).toString('base64'),
  base64url: (text) => Buffer.from(`{"after":${JSON.stringify(text)}}`).toString('base64url'),
  base32: (text) => base32(text, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'),
  hexadecimal,
  'spaced hexadecimal': (text) => utf8(text).map(twoDigits).join(' '),
  escapes: (text) => text.replace(/./gsu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'byte escapes': (text) =>
    /^[\x20-\x7e]*$/.test(text)
      ? utf8(text)
          .map((byte) => `\\x${twoDigits(byte)}`)
          .join('')
      : text,
  references: (text) => text.replace(/./gsu, (sign) => `&#${sign.charCodeAt(0)};`),
  JSON: (text) => JSON.stringify({ detail: text }),
  'JSON in JSON': (text) => JSON.stringify({ a: JSON.stringify({ b: text }) }),
};

const CARRIERS: Readonly<Record<string, (text: string) => object>> = {
  message: (text) => ({ message: `retried ${text} twice` }),
  'message alone': (text) => ({ message: text }),
  brackets: (text) => ({ detail: `no match (${text}), giving up` }),
  'user agent': (text) => ({ userAgent: `curl/8.5.0 ${text}` }),
  list: (text) => ({ a: { b: ['x', [text]] } }),
  status: (text) => ({ status: text }),
  'request id': (text) => ({ requestId: text }),
  method: (text) => ({ httpMethod: text }),
  query: (text) => ({ queryString: `_count=3&x=${encodeURIComponent(text)}` }),
  url: (text) => ({ message: `GET https://x.example/y?a=${encodeURIComponent(text)}&_count=2 failed` }),
  path: (text) => ({ path: `/x/${encodeURIComponent(text)}/y` }),
  header: (text) => ({
    headers: { 'User-Agent': text, 'X-Other': text, Referer: `https://x.example/${encodeURIComponent(text)}` },
  }),
  stack: (text) => ({ error: { stack: `Error: ${text}\n    at read (/var/task/index.js:10:5)` } }),
};

/** What says who it is of a datum: without its label, and the longest of its words. */
const tellingOf = (secret: string): string =>
  secret.replace(/^(?:MRN|dob) |^surname=|^\w+:\/\/\w*:|@(?:db|cache).*$| \(\w+\)$/g, '');

test(
  'of a datum nothing is left, however it was encoded and whatever carries it',
  () =>
    fuzz(
      fc.tuple(datum, fc.constantFrom(...Object.keys(ENCODINGS)), fc.constantFrom(...Object.keys(CARRIERS))),
      ([secret, encoding, carrier]) => {
        const written = (ENCODINGS[encoding] as Encode)(secret);
        const line = redactLine(JSON.stringify((CARRIERS[carrier] as (text: string) => object)(written)));
        const left = line + JSON.stringify(JSON.parse(line));
        for (const text of [tellingOf(secret), (ENCODINGS[encoding] as Encode)(tellingOf(secret))]) {
          expect(left).not.toContain(text);
        }
      },
      2_000,
    ),
  patience,
);

const hex = fc.constantFrom(...'0123456789abcdefABCDEF');
const idLike = fc.oneof(
  fc.uuid(),
  fc.uuid({ version: [1, 2, 3, 4, 5] }),
  fc
    .string({ unit: hex, minLength: 32, maxLength: 32 })
    .map((text) => text.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')),
  fc.tuple(fc.uuid(), nhsNumber, fc.nat(26)).map(([uuid, number, at]) => {
    let next = 0;
    // Over the digits from there on, the hyphens stay.
    return [...uuid].map((sign, place) => (place < at || sign === '-' || next >= 10 ? sign : number[next++])).join('');
  }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ maxLength: 40 }),
);

test(
  'a header that names a request makes no other than a random UUID or the gateway’s own id, and no line of a log with a number in it',
  () =>
    fuzz(
      fc.tuple(idLike, idLike, fc.constantFrom('x-request-id', 'X-Request-ID')),
      ([requestId, correlationId, name]) => {
        const ids = requestIds(
          [
            [name, requestId],
            ['X-Correlation-ID', correlationId],
          ],
          'gateway-1',
        );
        expect(ids.requestId === 'gateway-1' || (ids.requestId === requestId && isRandomUuid(requestId))).toBe(true);
        for (const [, value] of requestIdHeaders(ids)) expect(value).toMatch(/^[\x20-\x7e]{1,256}$/);
        const logged = redactLine(JSON.stringify(loggedIds(ids)));
        const digits = Object.values(JSON.parse(logged)).join(' ').replaceAll('-', '');
        for (const [run] of digits.matchAll(/\d{10,}/g)) {
          for (let at = 0; at + 10 <= run.length; at++) expect(isNumber(run.slice(at, at + 10))).toBe(false);
        }
      },
      2_000,
    ),
  patience,
);

const isNumber = (ten: string) =>
  ten >= '32' && [...ten].reduce((sum, each, at) => sum + (10 - at || 1) * Number(each), 0) % 11 === 0;

test(
  'a line of anything is answered by one JSON object, the same a second time',
  () =>
    fuzz(
      fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.json()),
      (line) => {
        const once = redactLine(line);
        expect(JSON.parse(once)).toBeInstanceOf(Object);
        expect(redactLine(once)).toBe(once);
      },
      2_000,
    ),
  patience,
);
