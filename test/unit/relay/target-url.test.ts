import fc from 'fast-check';
import { targetUrl } from '../../../domain/relay/target-url';

const base = 'https://backend.example/root/api';

const hostileParts = fc.constantFrom(
  '/',
  '//',
  '..',
  '.',
  '%2e',
  '%2E%2e',
  '%252e%252e',
  '%2f',
  '%252F',
  '%5c',
  '\\',
  '@evil.example',
  ':443',
  '..;',
  '.;a',
  '\r\n',
  '%0d%0a',
  '%00',
  '\u0000',
  '?',
  '#',
  ' ',
  '%',
  '%zz',
  '\ud800',
  'é',
  '☃',
  'http://evil.example',
  ';a=b',
  '$x',
  '|',
);
const hostilePath = fc
  .array(fc.oneof(hostileParts, fc.string({ unit: 'binary' })), { maxLength: 8 })
  .map((p) => p.join(''));
const anyPath = fc.oneof(
  hostilePath,
  hostilePath.map((path) => `/${path}`),
);
const anyQuery = fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), { maxLength: 4 });

/** How a careless backend might see the path: decoded again and again, backslashes as slashes, dots resolved. */
function furthest(pathname: string): string[] {
  const seen = [pathname];
  for (let round = 0; round < 4; round += 1) {
    const last = seen.at(-1) ?? '';
    seen.push(last.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))));
  }
  return seen.map((path) => new URL(`https://x${path.replaceAll('\\', '/').replaceAll(/[?#]/g, '_')}`).pathname);
}

test('whatever a caller sends, the target stays below its own URL', () => {
  fc.assert(
    fc.property(anyPath, anyQuery, (path, query) => {
      const made = targetUrl(base, path, query);
      if (made === undefined) return;
      const url = new URL(made);
      expect(url.href).toBe(made);
      expect(url.origin).toBe('https://backend.example');
      expect(url.username + url.password + url.hash).toBe('');
      for (const seen of furthest(url.pathname)) expect(seen).toMatch(/^\/root\/api\//);
      expect(made).toMatch(/^[\x21-\x7e]+$/);
    }),
    { numRuns: 3_000 },
  );
});

test('a query arrives as it was sent', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))), (query) => {
      const made = new URL(targetUrl(base, '/x', query) ?? '');
      expect([...made.searchParams]).toEqual(query);
    }),
  );
});

test.each([
  '/../x',
  '/a/../../x',
  '/%2e%2e/x',
  '/%252e%252e/x',
  '/a/..;/x',
  '/.;x/y',
  '/a%2f..%2fb',
  '/a%2Fb',
  '/a%5cb',
  '/a\\b',
  '//evil.example/x',
  '/a//b',
  '/a%00',
  '/a\r\nHost: evil',
  '/%0d%0ax',
  '',
  'x',
  '@evil.example/',
  '/%25252525252e',
  // what compatibility forms make a step or a separator
  '/a%EF%BC%8Fb',
  '/a%25EF%25BC%258Fb',
  '/a%EF%BC%BCb',
  '/a%EF%B9%A8b',
  '/a%E2%84%80b',
  '/a%E2%88%95b',
  '/a\uff0fb',
  '/%EF%BC%8E%EF%BC%8E/x',
  '/.%E2%80%8B./x',
  '/%E2%80%A5/x',
  '/%E2%80%A4/x',
  '/%C2%A0../x',
  '/50%25%EF%BC%8Fx',
])('%j goes nowhere', (path) => {
  expect(targetUrl(base, path)).toBeUndefined();
});

test.each([
  ['/$process-message', '/$process-message'],
  ['/%24process-message', '/%24process-message'],
  ['/Patient/9000000009', '/Patient/9000000009'],
  ['/Patient/a%7Cb', '/Patient/a%7Cb'],
  ['/Patient/a|b c', '/Patient/a%7Cb%20c'],
  ['/Patient/100%', '/Patient/100%25'],
  ['/Patient/', '/Patient/'],
  ['/', '/'],
  ['/v1.2/...', '/v1.2/...'],
  ['/Patient/Zo%C3%AB', '/Patient/Zo%C3%AB'],
  ['/Patient/Zoë', '/Patient/Zo%C3%AB'],
  ['/Patient/%E6%9D%8E%E2%80%A6', '/Patient/%E6%9D%8E%E2%80%A6'],
  ['/Patient/a%2525b', '/Patient/a%2525b'],
  ['/a:b@c;d=e', '/a:b@c;d=e'],
])('%j arrives as %j', (path, arrives) => {
  expect(targetUrl(base, path)).toBe(`${base}${arrives}`);
});

test("the target's own query, fragment, credentials and trailing slash are no part of a request", () => {
  expect(targetUrl('https://user:pass@backend.example/root/?x=1#y', '/a')).toBe('https://backend.example/root/a');
});
