import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { refuseUnknownContext } from '../../../lib/config/context';
import { checked, environmentNamed } from '../../../lib/config/environments';
import { readPublication } from '../../../lib/constructs/api-proxy';
import { settlePublication } from '../../../lib/constructs/api-proxy/settle-publication';
import { anOpenApiFile } from '../../unit/api-definition/an-openapi-file';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dip-publication-'));
  writeFileSync(join(folder, 'api.json'), JSON.stringify(anOpenApiFile()));
});
afterEach(() => rmSync(folder, { recursive: true }));

const publisher = { organisation: 'A', thirdParty: true, dataController: 'A', legalBasis: 'b' };
const good = { specification: 'api.json', target: 'https://backend.example', publisher };

function settled(publication: unknown) {
  const file = join(folder, 'publication.json');
  writeFileSync(file, typeof publication === 'string' ? publication : JSON.stringify(publication, undefined, 2));
  return settlePublication(readPublication(file), environmentNamed('int'));
}

test('a publication names its file beside it, and may name and place the API', () => {
  expect(settled(good).definition).toMatchObject({ name: 'hello', basePath: '/hello' });
  const { definition } = settled({ ...good, name: 'greetings', basePath: '/greetings/v1', folder: '.' });
  expect(definition).toMatchObject({ name: 'greetings', basePath: '/greetings/v1' });
});

test('everything that is wrong is told at once, with file, line and fix', () => {
  const wrong = {
    ...good,
    targt: 'https://x.uk',
    publisher: { ...publisher, legalBasis: '' },
    logRetentionHours: '72',
  };
  let lines: string[] = [];
  try {
    settled(wrong);
  } catch (error) {
    lines = String(error).split('\n');
    expect((error as Error).stack).not.toMatch(/^\s+at /m);
  }
  expect(lines).toEqual([
    expect.stringMatching(/publication\.json:11: logRetentionHours is not what it must be: .*expected number/),
    expect.stringMatching(/publication\.json:10: targt is not known and has no effect: remove it, or use one of /),
    expect.stringMatching(/publication\.json:8: publisher\.legalBasis is missing: a third party names/),
  ]);
});

test.each([
  [
    'no file of the API',
    { ...good, specification: undefined },
    /publication\.json:1: specification or folder is no path/,
  ],
  ['a file that is not there', { ...good, specification: 'x.json' }, /x\.json:1: cannot be read/],
  ['a file elsewhere', { ...good, specification: '../../etc/x.json' }, /it leaves the folder/],
  ['a key twice', '{ "target": "https://a.uk", "target": "https://b.uk" }', /publication\.json:1: .*unique/],
  ['what is no JSON', '{ "target": ', /publication\.json:\d+: not JSON or YAML/],
  ['a list', '[]', /publication\.json:1: specification or folder is no path/],
])('%s is refused with the file', (_, publication, expected) => {
  expect(() => settled(publication)).toThrow(expected);
});

test('a publication that is not there is named', () => {
  expect(() => readPublication(join(folder, 'nowhere.json'))).toThrow(/nowhere\.json:1: is not there/);
});

test('an environment refuses a key that nothing reads, and names it', () => {
  const int = environmentNamed('int');
  expect(() => checked({ ...int, contcat: 'a@b.uk' } as never)).toThrow(/environment "int".*[\s\S]*contcat/);
  expect(() => checked({ ...int, brand: { ...int.brand, colour: 'blue' } } as never)).toThrow(/colour[\s\S]*brand/);
  expect(() => checked({ ...int, firstParty: 'all' } as typeof int)).toThrow(/a deployed environment names the APIs/);
});

test('a context that nothing reads is refused, and what the command line adds is not', () => {
  const ofTheCdk = { '@aws-cdk/core:x': true, 'aws:cdk:bundling-stacks': [], 'availability-zones:account=1': [] };
  expect(() => refuseUnknownContext({ ...ofTheCdk, environment: 'int' })).not.toThrow();
  expect(() => refuseUnknownContext({ ...ofTheCdk, environmnt: 'prod' })).toThrow(/"environmnt" is not known/);
});
