import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readControlToken, statePath } from '../adapters/node/local-state';
import { Failure } from '../domain/failure';
import { localEndpoint } from '../domain/local-platform';
import { printableJson } from '../domain/printable';

export interface ClockRequest {
  /** ISO 8601 duration, such as `P91D`. */
  readonly advance: string;
  /** Base URL of the running platform's AWS endpoint. @default as DIP_PORT places it on this machine */
  readonly endpoint?: string;
  readonly json: boolean;
  readonly print: (line: string) => void;
}

const root = join(__dirname, '..');

/** Moves the clock of the platform that `npm start` runs, so that lifecycle rules and schedules fall due. */
export async function localClock({
  advance,
  endpoint = localEndpoint(process.env.DIP_PORT),
  json,
  print,
}: ClockRequest): Promise<void> {
  const folder = statePath(existsSync(join(root, 'local', 'main.ts')) ? root : process.cwd(), process.env);
  const token = readControlToken(folder);
  if (!token)
    throw new Failure(
      'invalid_configuration',
      `There is no control-token in ${folder}: start the platform with npm start, or name its state folder in DIP_STATE`,
    );
  const answer = await fetch(`${endpoint}/_dip/clock`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ advance }),
  }).catch(() => undefined);
  if (!answer)
    throw new Failure(
      'invalid_configuration',
      `Nothing answers at ${endpoint}: start the platform with npm start, or say where it runs with DIP_PORT or --endpoint`,
    );
  const { now, ran, error = 'another server answers there' } = parsed(await answer.text());
  if (!answer.ok || !now) throw new Failure('invalid_configuration', `The clock at ${endpoint} did not move: ${error}`);
  print(json ? printableJson({ now, ran }) : `It is now ${now}`);
}

const outcome = z.object({ now: z.string(), ran: z.unknown(), error: z.string() }).partial();

/** Nothing of what another server says. */
function parsed(text: string): z.infer<typeof outcome> {
  try {
    return outcome.parse(JSON.parse(text));
  } catch {
    return {};
  }
}
