import fc from 'fast-check';
import type { Operation } from '../../domain/api-definition/api-definition';
import { Refusal } from '../../domain/errors/refusal';
import { makeAdmit } from '../../domain/relay/admit';
import { targetUrl } from '../../domain/relay/target-url';
import { fuzz, mutated, patience } from './fuzz';

const operation = (path: string, ...access: Operation['access']) =>
  ({ id: path, method: 'GET', path, access, mediaTypes: [] as string[] }) as const;
const operations = [
  operation('/records/{id}'),
  operation('/records/admin', 'nhs-cis2-aal3'),
  operation('/records/{id}/notes', 'nhs-cis2-aal3'),
  operation('/wards/{ward}/beds/{bed}'),
  operation('/wards/closed/beds/{bed}', 'nhs-cis2-aal3'),
  operation('/wards/{ward}/beds/all', 'nhs-cis2-aal3'),
];
const stronger = [
  /^\/records\/admin$/,
  /^\/records\/[^/]+\/notes$/,
  /^\/wards\/closed\/beds\/[^/]+$/,
  /^\/wards\/[^/]+\/beds\/all$/,
];

type Reader = (path: string) => string;
const decodeOnce: Reader = (path) => {
  try {
    return decodeURIComponent(path);
  } catch {
    return unescape(path);
  }
};
const eachSegment =
  (read: (segment: string) => string): Reader =>
  (path) =>
    path.split('/').map(read).join('/');

/** Habits of servers and frameworks, written without a look at how the platform folds a segment. */
const habits: readonly Reader[] = [
  decodeOnce,
  (path) => path.toLowerCase(),
  (path) => path.normalize('NFKC'),
  (path) => path.replaceAll('\\', '/'),
  (path) => path.replaceAll(/\/{2,}/g, '/'),
  (path) => (path.length > 1 ? path.replace(/\/+$/, '') : path),
  (path) => path.replace(/[?#].*$/s, ''),
  (path) => path.split('\u0000', 1).join(''),
  eachSegment((segment) => segment.replace(/;.*$/s, '')),
  eachSegment((segment) => segment.trim()),
  eachSegment((segment) => segment.replace(/[. ]+$/, '')),
  eachSegment((segment) => segment.replace(/\.(json|xml|html|do)$/i, '')),
  (path) => new URL(path.replaceAll('?', '%3F').replace(/^\/*/, '/'), 'http://target').pathname,
];

const bases = ['/records/admin', '/records/123', '/records/1/notes', '/wards/closed/beds/1', '/wards/1/beds/all'];
const encoded = (text: string) => `%${text.charCodeAt(0).toString(16).padStart(2, '0')}`;
const fullWidth = (text: string) =>
  text.replace(/[a-z]/, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));
/** Ways to write a name so that it is another to whoever compares letters. */
const disguises: readonly ((name: string) => string)[] = [
  (name) => name.toUpperCase(),
  (name) => name.replace(/[a-z]/, (letter) => letter.toUpperCase()),
  (name) => name.replace(/[a-z;. ]$/, encoded),
  (name) => name.replace(/[a-z]/, encoded),
  (name) => name.replaceAll('%', '%25'),
  fullWidth,
  (name) => fullWidth(name).replace(/[^!-~]/, encodeURIComponent),
  ...[';x', '.', ' ', '%20', '.json', '#x', '%23', '%3Fx', '%00', '/', '%2F', '%5c', '/.', '/x/..'].map(
    (end) => (name: string) => name + end,
  ),
  ...[' ', '%20', './', '/'].map((start) => (name: string) => start + name),
];
const disguised = fc
  .record({
    path: fc.constantFrom(...bases),
    segment: fc.nat(4),
    ways: fc.array(fc.constantFrom(...disguises), { minLength: 1, maxLength: 3 }),
  })
  .map(({ path, segment, ways }) => {
    const segments = path.split('/');
    const at = 1 + (segment % (segments.length - 1));
    return segments.map((one, index) => (index === at ? ways.reduce((name, way) => way(name), one) : one)).join('/');
  });
const dictionary = ['..', '%2e%2e', '%252f', '%5c', ';', '%c0%af', '\u200b', '%e2%80%8b', '\u017f', '\u212a', '//'];
const paths = fc.oneof(
  disguised,
  disguised.chain((path) => mutated(path, dictionary, 2)),
);
/** Which habits a server has, in which order, each once or twice. */
const servers = fc.array(fc.constantFrom(...habits), { minLength: 1, maxLength: 5 });

test(
  'what a stranger is let through is a stronger operation to no server',
  () =>
    fuzz(fc.record({ path: paths, server: servers }), ({ path, server }) => {
      const admit = makeAdmit({ operations });
      try {
        admit({ method: 'GET', path, query: [], headers: [] }, undefined);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
        return;
      }
      const url = targetUrl('https://target.example/base', path);
      if (url === undefined) return;
      const arrived = new URL(url).pathname.slice('/base'.length);
      let read = arrived;
      for (const habit of server) read = habit(read);
      expect(stronger.filter((one) => one.test(read)).map(() => ({ arrived, read }))).toEqual([]);
    }),
  patience,
);

test(
  'whatever the path, the request stays below the target',
  () =>
    fuzz(fc.record({ path: paths, server: servers }), ({ path, server }) => {
      const url = targetUrl('https://target.example/base', path);
      if (url === undefined) return;
      const { origin, pathname } = new URL(url);
      expect(origin).toBe('https://target.example');
      let read = pathname;
      for (const habit of server) read = habit(read);
      expect(new URL(read.replaceAll('?', '%3F').replace(/^\/*/, '/'), 'http://target').pathname).toMatch(
        /^\/base(\/|$)/i,
      );
    }),
  patience,
);
