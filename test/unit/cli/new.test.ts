import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type NewRequest, newProducer } from '../../../cli/new';
import { anOpenApiFile, anOperation } from '../api-definition/an-openapi-file';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dip-new-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (...path: string[]) => join(folder, ...path);

function setUp(options: Partial<NewRequest> = {}, document: unknown = anOpenApiFile()) {
  const spec = at('specs', 'my file.json');
  mkdirSync(at('specs'), { recursive: true });
  writeFileSync(spec, JSON.stringify(document));
  const lines: string[] = [];
  newProducer({ name: at('waiting-times'), spec, firstParty: false, print: (line) => lines.push(line), ...options });
  const read = (file: string) => readFileSync(at('waiting-times', file), 'utf8');
  return { said: lines.join('\n'), read, publication: JSON.parse(read('publication.json')) };
}

test('a repository holds the producer’s file and the example around it, and nothing of the example’s own API', () => {
  const { read } = setUp();
  expect(JSON.parse(read('my file.json'))).toEqual(anOpenApiFile());
  expect(read('.gitignore')).toContain('node_modules/');
  for (const file of ['package.json', 'README.md', '.github/workflows/publish.yml', 'publication.json']) {
    expect(read(file)).not.toMatch(/vaccination|openapi\.yaml|County Council/i);
  }
});

test('what the publisher states is written down', () => {
  const stated = { organisation: 'Example Trust', dataController: 'Example Trust', legalBasis: 'Article 6(1)(e)' };
  const { publication, said } = setUp({ ...stated, target: 'https://backend.example' });
  expect(publication).toMatchObject({ publisher: { thirdParty: true, ...stated }, target: 'https://backend.example' });
  expect(said).not.toContain('Before it synthesises');
});

test('what consumers are told is written down, and what they are not is named', () => {
  const service = { status: 'beta', serviceLevel: 'silver' };
  const { publication, said } = setUp({ ...service, contactEmail: 'wards@example.nhs.uk' });
  expect(publication.service).toEqual({ status: 'beta', level: 'silver', contact: { email: 'wards@example.nhs.uk' } });
  expect(said).toContain('The catalogue says "Not stated" until you state service.supportHours in');
  expect(said).not.toContain('service.status');
});

test('a contact that is none is refused, and nothing is written', () => {
  expect(() => setUp({ contactEmail: 'us' })).toThrow(/service\.contact\.email is no e-mail address/);
  expect(existsSync(at('waiting-times'))).toBe(false);
});

test('what nobody stated is named and left empty, not made up', () => {
  const { publication, said } = setUp();
  expect(publication.publisher).toEqual({ organisation: '', thirdParty: true, dataController: '', legalBasis: '' });
  expect(publication).not.toHaveProperty('service');
  expect(said).toContain('state publisher.dataController in');
  expect(said).toContain('state publisher.legalBasis in');
});

test('the body that runs the platform states its name only', () => {
  const { publication } = setUp({ organisation: 'NHS England', firstParty: true });
  expect(publication.publisher).toEqual({ organisation: 'NHS England', thirdParty: false });
});

test('files that the file refers to come along, and none from elsewhere', () => {
  const referring = (path: string) =>
    anOpenApiFile({ paths: { '/a': { get: { ...anOperation(), description: 'a', parameters: [{ $ref: path }] } } } });
  const parameter = JSON.stringify({ name: 'q', in: 'query', schema: { type: 'string' } });
  mkdirSync(at('specs', 'parts'), { recursive: true });
  writeFileSync(at('specs', 'parts', 'q.json'), parameter);
  writeFileSync(at('elsewhere.json'), parameter);
  expect(setUp({}, referring('parts/q.json')).read('parts/q.json')).toBe(parameter);
  expect(() => setUp({ name: at('second') }, referring('../elsewhere.json'))).toThrow(/\.\.\/elsewhere\.json: move/);
  expect(existsSync(at('second'))).toBe(false);
});

test('a folder that holds something and a file that cannot be published are refused, and nothing is written', () => {
  mkdirSync(at('taken'));
  writeFileSync(at('taken', 'work.txt'), 'precious');
  expect(() => setUp({ name: at('taken') })).toThrow(/not empty/);
  expect(() => setUp({ name: at('other') }, { swagger: '2.0' })).toThrow(/Swagger 2\.0/);
  expect(() => setUp({ name: at('other'), spec: at('nowhere.yaml') })).toThrow(/nowhere\.yaml is not there/);
  expect(existsSync(at('other'))).toBe(false);
});

test.each([
  'publication.json',
  'package.json',
  'package-lock.json',
  'cdk.json',
  'tsconfig.json',
  'Publication.JSON',
  'node_modules/a.json',
  'cdk.out/a.json',
])('a file %s, whose place the repository takes, is refused and nothing is written', (path) => {
  const file = at('specs', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ x: { type: 'string' }, ...anOpenApiFile() }));
  const schema = { $ref: `${path}#/x` };
  const responses = { 200: { description: 'a', content: { 'application/json': { schema } } } };
  const referring = anOpenApiFile({ paths: { '/a': { get: anOperation({ responses }) } } });
  const refused = /needs .+, a name that the new repository has for a file of its own: give it another$/;
  expect(() => setUp({}, referring)).toThrow(refused);
  if (!path.includes('/')) expect(() => setUp({ spec: file })).toThrow(refused);
  expect(existsSync(at('waiting-times'))).toBe(false);
});

test.each(['openapi.yaml', 'package.yaml', 'schemas/package.json'])('a file %s comes along', (path) => {
  const file = at('specs', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ x: { type: 'string' } }));
  const schema = { $ref: `${path}#/x` };
  const responses = { 200: { description: 'a', content: { 'application/json': { schema } } } };
  const { read } = setUp({}, anOpenApiFile({ paths: { '/a': { get: anOperation({ responses }) } } }));
  expect(read(path)).toContain('string');
});
