import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type NewRequest, newProducer } from '../../../cli/new/new-producer';
import { anOpenApiFile, anOperation } from '../api-definition/an-openapi-file';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dip-new-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (...path: string[]) => join(folder, ...path);

/** Packing the platform and asking a registry are tried where the package is. */
const npm: NewRequest['npm'] = {
  pack: (vendor) => {
    mkdirSync(vendor);
    writeFileSync(join(vendor, 'platform.tgz'), 'packed');
    return 'platform.tgz';
  },
  lock: () => true,
};

async function setUp(options: Partial<NewRequest> = {}, document: unknown = anOpenApiFile()) {
  const spec = at('specs', 'my file.json');
  mkdirSync(at('specs'), { recursive: true });
  writeFileSync(spec, JSON.stringify(document));
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  await newProducer({ name: at('waiting-times'), spec, firstParty: false, npm, print, ...options });
  const read = (file: string) => readFileSync(at('waiting-times', file), 'utf8');
  return { said: lines.join('\n'), read, publication: JSON.parse(read('publication.json')) };
}

test('a repository holds the producer’s file and the example around it, and nothing of the example’s own API', async () => {
  const { read } = await setUp();
  expect(JSON.parse(read('my file.json'))).toEqual(anOpenApiFile());
  expect(read('.gitignore')).toContain('node_modules/');
  for (const file of ['package.json', 'README.md', '.github/workflows/publish.yml', 'publication.json']) {
    expect(read(file)).not.toMatch(/vaccination|openapi\.yaml|County Council/i);
  }
});

test('what the publisher states is written down', async () => {
  const stated = { organisation: 'Example Trust', dataController: 'Example Trust', legalBasis: 'Article 6(1)(e)' };
  const { publication, said } = await setUp({ ...stated, target: 'https://backend.example' });
  expect(publication).toMatchObject({ publisher: { thirdParty: true, ...stated }, target: 'https://backend.example' });
  expect(said).not.toContain('Before it synthesises');
});

test('what consumers are told is written down, and what they are not is named', async () => {
  const service = { status: 'beta', serviceLevel: 'silver' };
  const { publication, said } = await setUp({ ...service, contactEmail: 'wards@example.nhs.uk' });
  expect(publication.service).toEqual({ status: 'beta', level: 'silver', contact: { email: 'wards@example.nhs.uk' } });
  expect(said).toContain('The catalogue says "Not stated" until you state service.supportHours in');
  expect(said).not.toContain('service.status');
});

test('the platform’s package comes along, from where this runs', async () => {
  const { read } = await setUp();
  expect(JSON.parse(read('package.json')).dependencies).toMatchObject({
    'digital-interoperability-platform': 'file:vendor/platform.tgz',
  });
  expect(read('vendor/platform.tgz')).toBe('packed');
});

test('where npm reaches no registry it says who writes the lock file', async () => {
  expect((await setUp()).said).toMatch(/^Next: cd \S+ && npm ci && npm test$/m);
  const { said } = await setUp({ name: at('alone'), npm: { ...npm, lock: () => false } });
  expect(said).toMatch(/^npm wrote no package-lock\.json: npm install does/m);
  expect(said).toMatch(/^Next: cd \S+ && npm install && npm test$/m);
});

test('a package that cannot be packed leaves nothing half-made', async () => {
  const pack = () => {
    throw new Error('no npm');
  };
  await expect(setUp({ npm: { ...npm, pack } })).rejects.toThrow('no npm');
  expect(existsSync(at('waiting-times'))).toBe(false);
});

describe('whoever sits at a terminal', () => {
  const answering = (answers: Record<string, string>, asked: string[] = []) => ({
    asked,
    ask: async (question: string) => {
      asked.push(question);
      return Object.entries(answers).find(([word]) => question.includes(word))?.[1] ?? '';
    },
  });

  test('is asked for what the options leave open', async () => {
    const { ask, asked } = answering({
      organisation: 'Example Trust',
      controller: 'Example Trust',
      basis: 'Article 6',
    });
    const { publication } = await setUp({ ask, target: 'https://backend.example' });
    expect(asked).toHaveLength(4);
    expect(publication).toMatchObject({
      target: 'https://backend.example',
      publisher: {
        organisation: 'Example Trust',
        thirdParty: true,
        dataController: 'Example Trust',
        legalBasis: 'Article 6',
      },
    });
  });

  test('who runs the platform is asked for no controller, and the file’s backend is not asked for', async () => {
    const { ask, asked } = answering({ organisation: 'NHS England', 'run the platform': 'y' });
    const document = anOpenApiFile();
    const target = { type: 'external', url: 'https://backend.example' };
    const { publication } = await setUp({ ask }, { ...document, 'x-nhsd-apim': { target } });
    expect(asked).toHaveLength(2);
    expect(publication.publisher).toEqual({ organisation: 'NHS England', thirdParty: false });
  });

  test('may answer with nothing, which is then named as left open', async () => {
    const { ask } = answering({});
    expect((await setUp({ ask })).said).toContain('state publisher.organisation in');
  });
});

test('a contact that is none is refused, and nothing is written', async () => {
  await expect(setUp({ contactEmail: 'us' })).rejects.toThrow(/service\.contact\.email is no e-mail address/);
  expect(existsSync(at('waiting-times'))).toBe(false);
});

test('what nobody stated is named and left empty, not made up', async () => {
  const { publication, said } = await setUp();
  expect(publication.publisher).toEqual({ organisation: '', thirdParty: true, dataController: '', legalBasis: '' });
  expect(publication).not.toHaveProperty('service');
  expect(said).toContain('state publisher.dataController in');
  expect(said).toContain('state publisher.legalBasis in');
});

test('the body that runs the platform states its name only', async () => {
  const { publication } = await setUp({ organisation: 'NHS England', firstParty: true });
  expect(publication.publisher).toEqual({ organisation: 'NHS England', thirdParty: false });
});

test('files that the file refers to come along, and none from elsewhere', async () => {
  const referring = (path: string) =>
    anOpenApiFile({ paths: { '/a': { get: { ...anOperation(), description: 'a', parameters: [{ $ref: path }] } } } });
  const parameter = JSON.stringify({ name: 'q', in: 'query', schema: { type: 'string' } });
  mkdirSync(at('specs', 'parts'), { recursive: true });
  writeFileSync(at('specs', 'parts', 'q.json'), parameter);
  writeFileSync(at('elsewhere.json'), parameter);
  expect((await setUp({}, referring('parts/q.json'))).read('parts/q.json')).toBe(parameter);
  await expect(setUp({ name: at('second') }, referring('../elsewhere.json'))).rejects.toThrow(
    /\.\.\/elsewhere\.json: it leaves the folder .+; move the file into it/,
  );
  expect(existsSync(at('second'))).toBe(false);
});

test('a folder that holds something and a file that cannot be published are refused, and nothing is written', async () => {
  mkdirSync(at('taken'));
  writeFileSync(at('taken', 'work.txt'), 'precious');
  await expect(setUp({ name: at('taken') })).rejects.toThrow(/not empty/);
  await expect(setUp({ name: at('other') }, { swagger: '2.0' })).rejects.toThrow(/Swagger 2\.0/);
  await expect(setUp({ name: at('other'), spec: at('nowhere.yaml') })).rejects.toThrow(/nowhere\.yaml is not there/);
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
])('a file %s, whose place the repository takes, is refused and nothing is written', async (path) => {
  const file = at('specs', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ x: { type: 'string' }, ...anOpenApiFile() }));
  const schema = { $ref: `${path}#/x` };
  const responses = { 200: { description: 'a', content: { 'application/json': { schema } } } };
  const referring = anOpenApiFile({ paths: { '/a': { get: anOperation({ responses }) } } });
  const refused = /needs .+, a name that the new repository has for a file of its own: give it another$/;
  await expect(setUp({}, referring)).rejects.toThrow(refused);
  if (!path.includes('/')) await expect(setUp({ spec: file })).rejects.toThrow(refused);
  expect(existsSync(at('waiting-times'))).toBe(false);
});

test.each(['openapi.yaml', 'package.yaml', 'schemas/package.json'])('a file %s comes along', async (path) => {
  const file = at('specs', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ x: { type: 'string' } }));
  const schema = { $ref: `${path}#/x` };
  const responses = { 200: { description: 'a', content: { 'application/json': { schema } } } };
  const { read } = await setUp({}, anOpenApiFile({ paths: { '/a': { get: anOperation({ responses }) } } }));
  expect(read(path)).toContain('string');
});
