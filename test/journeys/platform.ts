import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readControlToken } from '../../adapters/node/local-state';
import { freePorts } from '../free-ports';

export const projectRoot = join(__dirname, '..', '..');
export const realSpecifications = join(projectRoot, '..', 'shared', 'specs');
export const hasRealSpecifications = existsSync(realSpecifications);

/** `describe` where the real specifications are at hand; one printed line and a skipped suite where they are not. */
export const describeWithRealSpecifications: jest.Describe = hasRealSpecifications
  ? describe
  : (() => {
      console.log('skipped: ../shared/specs is absent, so no real OpenAPI file can be published');
      return describe.skip;
    })();

/** A deployed environment to travel through instead of this machine: its API host, with its application in DIP_APP. */
const deployed = process.env.BASE_URL;

/** `test` on this machine; skipped, with the reason printed, where `BASE_URL` names another whose clock stands still. */
export const testOnThisMachine: jest.It = deployed
  ? (() => {
      console.log('skipped: the clock of a deployed environment cannot be moved');
      return test.skip;
    })()
  : test;

export interface DemoApplication {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
  readonly producer: { readonly clientId: string; readonly clientSecret: string };
  readonly apiKey: string;
  readonly kid: string;
  readonly privateKeyFile: string;
  readonly tokenUrl: string;
  readonly authorizeUrl: string;
  readonly portalUser: { readonly email: string; readonly password: string };
  readonly apis: readonly { readonly name: string; readonly basePath: string; readonly url: string }[];
}

export interface Platform {
  readonly api: string;
  readonly sandbox: string;
  readonly portal: string;
  readonly identity: string;
  /** Where people sign in. */
  readonly auth: string;
  readonly aws: string;
  readonly state: string;
  /** What it printed so far. */
  readonly output: () => string;
  readonly application: () => DemoApplication;
  /** Calls a control route with the token of this start; with a POST where there is a body. */
  readonly control: (path: string, body?: unknown, method?: string) => Promise<Response>;
  /** Sends the signal, waits for the end and answers the exit code. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

interface StartOptions {
  readonly specs?: string;
  readonly backend?: string;
  readonly port?: number;
  /** A state folder of an earlier start; a scratch folder, removed at the end, otherwise. */
  readonly state?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export const scratchFolder = () => mkdtempSync(join(tmpdir(), 'dip-journey-'));

/** Runs `npm start` with the given options, without waiting for it to be ready. */
export function spawnPlatform(
  args: readonly string[],
  env: Record<string, string>,
): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/main.ts', ...args], {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  const collect = (chunk: Buffer) => {
    text += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return { child, output: () => text };
}

export async function startPlatform(options: StartOptions = {}): Promise<Platform> {
  if (deployed) return deployedPlatform(deployed);
  const port = options.port ?? (await freePorts());
  const state = options.state ?? scratchFolder();
  const args = [
    ...(options.specs ? ['--specs', options.specs] : []),
    ...(options.backend ? ['--backend', options.backend] : []),
  ];
  const { child, output } = spawnPlatform(args, { ...options.env, DIP_PORT: String(port), DIP_STATE: state });
  const aws = `http://127.0.0.1:${port + 4}`;
  await ready(`${aws}/_dip/health`, child, output);
  const ended = once(child, 'exit');
  return {
    api: `http://127.0.0.1:${port}`,
    sandbox: `http://127.0.0.1:${port + 1}`,
    portal: `http://127.0.0.1:${port + 2}`,
    identity: `http://127.0.0.1:${port + 3}`,
    auth: `http://127.0.0.1:${port + 5}`,
    aws,
    state,
    output,
    application: () => JSON.parse(readFileSync(join(state, 'demo', 'app.json'), 'utf8')),
    control: (path, body, method = body === undefined ? 'GET' : 'POST') =>
      fetch(`${aws}${path}`, {
        method,
        headers: { authorization: `Bearer ${readControlToken(state)}` },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }),
    stop: async (signal = 'SIGTERM') => {
      if (child.exitCode === null) child.kill(signal);
      const [code] = await ended;
      if (!options.state) rmSync(state, { recursive: true, force: true });
      return code;
    },
  };
}

async function ready(healthUrl: string, child: ChildProcess, output: () => string): Promise<void> {
  while (child.exitCode === null) {
    const health = await fetch(healthUrl).catch(() => undefined);
    if (health?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`npm start ended with code ${child.exitCode}:\n${output()}`);
}

function deployedPlatform(api: string): Platform {
  const { SANDBOX_URL = '', PORTAL_URL = '', IDENTITY_URL = '', AUTH_URL = '', DIP_APP = '' } = process.env;
  return {
    api,
    sandbox: SANDBOX_URL,
    portal: PORTAL_URL,
    identity: IDENTITY_URL,
    auth: AUTH_URL,
    aws: '',
    state: '',
    output: () => '',
    application: () => JSON.parse(readFileSync(DIP_APP, 'utf8')),
    control: () => Promise.reject(new Error('a deployed environment has no control routes')),
    stop: () => Promise.resolve(null),
  };
}
