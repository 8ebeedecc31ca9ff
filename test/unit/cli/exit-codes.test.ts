import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../../../package.json';

const program = join(__dirname, '..', '..', '..', 'bin', 'dip.js');
const folder = mkdtempSync(join(tmpdir(), 'dip-exit-'));
afterAll(() => rmSync(folder, { recursive: true }));

const files: Record<string, string> = {
  'key.pem': 'no key',
  'list.yaml': '- a\n- b\n',
  'unclosed.yaml': `a: {\n${'b: c: d\n'.repeat(40)}`,
  'swagger.yaml': 'swagger: "2.0"\n',
  'app.json': JSON.stringify({ clientId: 'a', kid: 'k', privateKeyFile: 'key.pem', tokenUrl: 'http://127.0.0.1:9' }),
  'keyless.json': JSON.stringify({ clientId: 'a', kid: 'k', privateKeyFile: 'gone.pem', tokenUrl: 'http://a.example' }),
  'other.json': '{}',
};
beforeAll(() => {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
});

const dip = (line: string) =>
  new Promise<{ code: number; output: string }>((resolve) => {
    const args = [program, ...line.split(' ').filter(Boolean)];
    execFile(process.execPath, args, { cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    );
  });

const outcomes: [line: string, code: number, said: RegExp][] = [
  ['--version', 0, new RegExp(`^${version}\n$`)],
  ['--help', 0, /^Usage: dip /],
  ['docs --help', 0, /^Usage: dip docs /],
  ['local clock --help', 0, /^Usage: dip local clock /],
  ['paint', 2, /unknown command 'paint'/],
  ['paint --help', 2, /unknown command 'paint'/],
  ['local paint --help', 2, /unknown command 'paint'/],
  ['keys paint', 2, /unknown command 'paint'/],
  ['lint --paint a.yaml', 2, /unknown option '--paint'/],
  ['lint', 2, /missing required argument 'file'/],
  ['lint a.yaml b.yaml', 2, /too many arguments/],
  ['docs', 2, /missing required argument 'file'/],
  ['docs swagger.yaml --port 70000', 2, /a port/],
  ['token', 2, /required option '--app <file>'/],
  ['token --app app.json --user nobody', 2, /an http or https URL/],
  ['lint gone.yaml', 1, /gone\.yaml:1: cannot be read; give the path/],
  ['lint list.yaml', 1, /list\.yaml:1: not an OpenAPI document/],
  ['lint unclosed.yaml', 1, /^error {3}unclosed\.yaml:2: [^\n]{1,200}\n0 operations, 0 warnings, 1 errors\n$/],
  ['docs gone.yaml', 1, /^gone\.yaml:1: cannot be read; give the path/],
  ['docs swagger.yaml', 1, /^swagger\.yaml:1: this is Swagger 2\.0/],
  ['token --app gone.json', 1, /^gone\.json cannot be read: name an application file/],
  ['token --app key.pem', 1, /^key\.pem is no application file/],
  ['token --app other.json', 1, /^other\.json is no application file/],
  ['token --app keyless.json', 1, /^gone\.pem cannot be read: name the private key/],
  ['token --app app.json', 1, /^key\.pem holds no RSA private key/],
];

test.each(outcomes)('dip %s ends with %i and says what to do', async (line, code, said) => {
  const outcome = await dip(line);
  expect(outcome).toEqual({ code, output: expect.stringMatching(said) });
  expect(outcome.output).not.toMatch(/^\s+at |Error: E[A-Z]+/m);
});

test('whoever reads no further, as head does, sees no fault', async () => {
  const command = spawn(process.execPath, [program, '--help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  command.stdout.destroy();
  let said = '';
  command.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(command, 'close');
  expect([code, said]).toEqual([0, '']);
});
