import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeControlToken } from '../../../adapters/node/local-state';
import { localClock } from '../../../cli/local-clock';
import { logLine } from '../../../scripts/logs/log-line';

const root = join(__dirname, '..', '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'dip-terminal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Clears a screen, hides text, sets a title, turns the reading direction, and the same by one byte. */
const hostile = '\u001b[2J\u001b[8m\u001b]0;title\u0007\u202eevil\u2066\u009b2J\u007f\u200b\b';
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const obeyed = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069]/;

const dip = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  new Promise<{ code: number; output: string }>((resolve) => {
    const options = { env: { ...process.env, ...env }, cwd: folder };
    execFile(process.execPath, [join(root, 'bin', 'dip.js'), ...args], options, (error, out, errors) =>
      resolve({ code: Number(error?.code ?? 0), output: `${out}${errors}` }),
    );
  });

/** A server that answers everything with one body. */
async function answering(status: number, body: unknown): Promise<{ server: Server; port: number; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    request.resume();
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port, asked };
}

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

function application(port: number): string {
  const privateKeyFile = join(folder, 'key.pem');
  writeFileSync(privateKeyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const file = join(folder, `app-${port}.json`);
  writeFileSync(
    file,
    JSON.stringify({ clientId: 'a', kid: 'k', privateKeyFile, tokenUrl: `http://127.0.0.1:${port}` }),
  );
  return file;
}

test.each([
  ['a whole answer', 200, { access_token: 'a', more: hostile }],
  ['a page', 500, hostile],
])('dip token prints nothing of %s that a terminal obeys', async (_what, status, body) => {
  const { server, port } = await answering(status, body);
  const { output } = await dip(['token', '--json', '--app', application(port)]);
  server.close();
  expect(output.trim()).not.toBe('');
  expect(output).not.toMatch(obeyed);
});

test('dip logs prints a record as one line, without anything that a terminal obeys', () => {
  const named = { requestId: hostile, route: `/${hostile}`, application: `a\nb${hostile}`, method: hostile };
  for (const record of [
    { record: 'access', time: 0, api: hostile, status: 200, ...named },
    { record: 'tombstone', time: 0, reason: hostile },
    { record: 'function', timestamp: 0, api: 'one', message: hostile },
  ]) {
    expect(logLine(record)).not.toMatch(obeyed);
    expect(logLine(record)).not.toContain('\n');
  }
});

describe('dip local clock', () => {
  const state = mkdtempSync(join(folder, 'state-'));
  const token = makeControlToken(state);
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  /** What it prints, or why it fails. */
  async function clock(port: number, { folder: DIP_STATE = state, json = false } = {}): Promise<string> {
    Object.assign(process.env, { DIP_PORT: String(port - 4), DIP_STATE });
    const lines: string[] = [];
    return localClock({ advance: 'P1D', json, print: (line) => lines.push(line) }).then(
      () => lines.join('\n'),
      (error: Error) => `${error.name}: ${error.message}`,
    );
  }

  test('asks the platform where DIP_PORT places it, with the token of its state', async () => {
    const { server, port, asked } = await answering(200, { now: '2026-01-05T09:00:00Z', ran: {} });
    expect(await clock(port)).toBe('It is now 2026-01-05T09:00:00Z');
    expect(JSON.parse(await clock(port, { json: true }))).toEqual({ now: '2026-01-05T09:00:00Z', ran: {} });
    expect(asked).toEqual([`POST /_dip/clock Bearer ${token}`, `POST /_dip/clock Bearer ${token}`]);
    server.close();
  });

  test.each([
    ['a dead port', () => clock(9), /^Failure: Nothing answers at http:\/\/127\.0\.0\.1:9: .*npm start.*DIP_PORT/],
    [
      'no state',
      () => clock(9, { folder: '/nowhere' }),
      /^Failure: There is no control-token in \/nowhere: .*DIP_STATE/,
    ],
    ['a port that is none', () => clock(70_004), /DIP_PORT must be a port/],
  ])('says what to do about %s', async (_what, run, message) => {
    expect(await run()).toMatch(message);
  });

  test.each([
    ['another server', 404, '<html>nothing</html>', /another server answers there/],
    ['a refusal', 401, { error: 'no' }, /did not move: no$/],
    ['an answer that is none', 200, 'nothing', /another server answers there/],
    ['an answer without a time', 200, { later: 1 }, /another server answers there/],
    ['no object', 200, 'null', /another server answers there/],
  ])('is plain about %s', async (_what, status, body, message) => {
    const { server, port } = await answering(status, body);
    expect(await clock(port)).toMatch(message);
    server.close();
  });

  test('its wrong use is code 2, and its failure one line and code 1', async () => {
    const { server, port } = await answering(401, { error: hostile });
    const env = { DIP_PORT: String(port - 4), DIP_STATE: state };
    const [failed, wrong] = await Promise.all([
      dip(['local', 'clock', 'P1D'], env),
      dip(['local', 'clock', 'P1D', '--endpoint', 'here'], env),
    ]);
    server.close();
    expect(failed.output).toMatch(/^The clock at .* did not move: [^\n]*\n$/);
    expect(failed.output).not.toMatch(obeyed);
    expect([failed.code, wrong.code]).toEqual([1, 2]);
    expect(wrong.output).toContain('an http or https URL');
  });
});
