import { execFile, spawn } from 'node:child_process';
import { join } from 'node:path';
import { eventually } from '../eventually';
import { type Platform, projectRoot, startPlatform, testOnThisMachine } from './platform';

let platform: Platform;
let requestId: string;

beforeAll(async () => {
  platform = await startPlatform();
  if (!platform.aws) return;
  await fetch(`${platform.api}/growth-charts/reference-data`);
  await fetch(`${platform.api}/hello-world/nowhere`);
  const answer = await fetch(`${platform.api}/hello-world/hello/world`);
  requestId = answer.headers.get('x-request-id') ?? '';
  await platform.control('/_dip/flush', {});
});
afterAll(() => platform?.stop());

const env = () => ({
  ...process.env,
  AWS_ENDPOINT_URL: platform.aws,
  AWS_ACCESS_KEY_ID: '',
  DIP_STATE: platform.state,
});

/** Runs `dip logs` and answers its exit code and what it printed. */
const dipLogs = (...args: string[]) =>
  new Promise<{ code: number; lines: string[]; errors: string }>((resolve) => {
    execFile(
      process.execPath,
      [join(projectRoot, 'bin', 'dip.js'), 'logs', ...args],
      { env: env() },
      (error, out, errors) =>
        resolve({ code: Number(error?.code ?? 0), lines: out.split('\n').filter(Boolean), errors }),
    );
  });

testOnThisMachine('a record is one line, found by its request id', async () => {
  const { code, lines } = await dipLogs('--request', requestId);
  expect([code, lines]).toEqual([
    0,
    [expect.stringMatching(/^\d{4}-.*Z {2}200 .* ms {2}hello-world {2}GET \/hello\/world /)],
  ]);
  expect(lines[0]).toContain(requestId);
});

testOnThisMachine('records are found by API and status, and printed as JSON in the order of their time', async () => {
  const records = (await dipLogs('--since', 'P1D', '--json')).lines.map((line) => JSON.parse(line));
  expect(new Set(records.map(({ api }) => api))).toEqual(new Set(['growth-charts', 'hello-world']));
  expect(records.map(({ time }) => time)).toEqual(records.map(({ time }) => time).sort());
  const missing = (await dipLogs('--api', 'hello-world', '--status', '4xx', '--json')).lines.map((one) =>
    JSON.parse(one),
  );
  expect(missing).toEqual([expect.objectContaining({ api: 'hello-world', status: 404 })]);
  expect((await dipLogs('--limit', '1', '--json')).lines).toEqual([JSON.stringify(records.at(-1))]);
  expect(await dipLogs('--until', '2026-01-01')).toMatchObject({ code: 0, lines: [] });
});

testOnThisMachine('the reader’s role opens them with a second factor, and not without', async () => {
  const factor = ['--mfa-serial', 'arn:aws:iam::000000000000:mfa/jane', '--mfa-code', '123456'];
  expect((await dipLogs('--role', ...factor)).lines.length).toBeGreaterThan(0);
  const refused = await dipLogs('--role');
  expect([refused.code, refused.lines]).toEqual([1, []]);
  expect(refused.errors).toContain('Only the reader');
});

testOnThisMachine('wrong use is told apart, and so is a platform that does not answer', async () => {
  expect((await dipLogs('--since', 'yesterday')).code).toBe(2);
  expect((await dipLogs('--status', '5')).code).toBe(2);
  expect((await dipLogs('--environment', 'nowhere')).errors).toContain('no such environment');
});

testOnThisMachine('what arrives later is shown to who follows', async () => {
  const child = spawn(process.execPath, [join(projectRoot, 'bin', 'dip.js'), 'logs', '--follow', '--json'], {
    env: env(),
  });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const shown = (text: string) => eventually(() => expect(output).toContain(text));
  await shown(requestId);
  const later = (await fetch(`${platform.api}/hello-world/hello/world`)).headers.get('x-request-id') ?? '';
  await platform.control('/_dip/flush', {});
  await shown(later);
  child.kill('SIGINT');
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
});
