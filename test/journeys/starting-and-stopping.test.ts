import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePorts } from '../free-ports';
import { projectRoot, scratchFolder, spawnPlatform, startPlatform } from './platform';
import { recordingBackend } from './recording-backend';

const folders: string[] = [];
const folder = () => {
  const made = scratchFolder();
  folders.push(made);
  return made;
};
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});

/** Whatever below the folder others could read or change. */
const openToOthers = (path: string): readonly string[] =>
  [path, ...readdirSync(path, { recursive: true, encoding: 'utf8' }).map((one) => join(path, one))].filter(
    (one) => (statSync(one).mode & 0o077) !== 0,
  );

test('a second start finds what the first one stored, which nobody else can read', async () => {
  const state = folder();
  const port = await freePorts();
  const first = await startPlatform({ state, port });
  const application = first.application();
  expect((await first.control('/_dip/clock')).status).toBe(200);
  await fetch(`${first.api}/hello-world/hello/world`);
  await first.control('/_dip/flush', {});
  const halfOpen = connect(Number(new URL(first.api).port), '127.0.0.1');
  halfOpen.on('error', () => undefined).write('POST /hello-world/hello/world HTTP/1.1\r\nHost: localhost\r\n');
  expect(await first.stop()).toBe(0);
  expect(openToOthers(state)).toEqual([]);
  // As an earlier version left it.
  for (const one of ['state/documents', 'demo']) chmodSync(join(state, one), 0o755);
  chmodSync(join(state, 'demo/private-key.pem'), 0o644);

  const second = await startPlatform({ state, port });
  expect(openToOthers(state)).toEqual([]);
  expect(second.application().clientId).toBe(application.clientId);
  const response = await fetch(`${second.api}/hello-world/hello/application`, {
    headers: { apikey: application.apiKey },
  });
  expect(response.status).toBe(200);
  expect(await second.stop('SIGINT')).toBe(0);
});

test('whoever stops npm stops the platform', async () => {
  const port = await freePorts();
  const env = { ...process.env, DIP_PORT: String(port), DIP_STATE: folder() };
  const npm = spawn('npm', ['start'], { cwd: projectRoot, env, stdio: 'ignore' });
  const answers = () =>
    fetch(`http://127.0.0.1:${port + 4}/_dip/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (npm.exitCode === null && !(await answers())) await wait(200);
  expect(await answers()).toBe(true);
  npm.kill('SIGTERM');
  while (await answers()) await wait(200);
});

test('the printed curl lines work as printed', async () => {
  const platform = await startPlatform();
  try {
    expect(platform.output()).toMatch(/curl .*\/hello-world\/hello\/world/);
  } finally {
    await platform.stop();
  }
});

test('a port in use is one clear line and exit code 1', async () => {
  const port = await freePorts();
  const occupant = createServer().listen(port + 1, '127.0.0.1');
  await once(occupant, 'listening');
  const { child, output } = spawnPlatform([], { DIP_PORT: String(port), DIP_STATE: folder() });
  const [code] = await once(child, 'exit');
  occupant.close();
  expect(code).toBe(1);
  const lines = output()
    .trim()
    .split('\n')
    .filter((line) => line.includes(String(port + 1)));
  expect(lines).toHaveLength(1);
});

test('a request in flight is answered before SIGTERM ends the platform', async () => {
  const backend = await recordingBackend();
  const platform = await startPlatform({ backend: backend.url });
  backend.answerWith((_request, response) => {
    setTimeout(() => response.end('{"late":true}'), 1500);
  });
  const inFlight = fetch(`${platform.api}/hello-world/hello/world`);
  while (backend.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
  const stopped = platform.stop('SIGTERM');
  expect(await (await inFlight).json()).toEqual({ late: true });
  expect(await stopped).toBe(0);
  backend.close();
});

describe('files that cannot be published', () => {
  const operation = 'responses: { "200": { description: fine } }';
  const api = (basePath: string, paths: string) =>
    `openapi: 3.0.3\ninfo: { title: A file, version: "1" }\nservers: [{ url: https://api.example/${basePath} }]\npaths:\n${paths}\n`;
  const files: Record<string, string> = {
    'good.yaml': api('good', `  /thing: { get: { ${operation} } }`),
    'not-yaml.yaml': 'openapi: [unclosed',
    'not-openapi.json': '{"swagger":"2.0"}',
    'no-paths.yaml': 'openapi: 3.0.3\ninfo: { title: A file, version: "1" }\npaths: {}\n',
    'one-route.yaml': api('one-route', `  /a/{x}: { get: { ${operation} } }\n  /a/{y}: { get: { ${operation} } }`),
    'taken.yaml': api('good', `  /other: { get: { ${operation} } }`),
  };

  test('each is named with its reason and the others run', async () => {
    const specs = join(folder(), 'specs');
    mkdirSync(specs);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(specs, name), text);
    const platform = await startPlatform({ specs });
    try {
      expect((await fetch(`${platform.api}/good/_ping`)).status).toBe(200);
      expect((await fetch(`${platform.api}/good/thing`)).status).toBe(401);
      for (const name of Object.keys(files).filter((file) => file !== 'good.yaml')) {
        expect(platform.output()).toContain(name);
      }
      expect(platform.output()).toMatch(/taken\.yaml.*(already|taken)/);
    } finally {
      await platform.stop();
    }
  });
});
