import { z } from 'zod';

export interface ClockRequest {
  /** ISO 8601 duration, such as `P91D`. */
  readonly advance: string;
  /** Base URL of the running platform's AWS endpoint. */
  readonly endpoint: string;
  readonly json: boolean;
  readonly print: (line: string) => void;
}

/** Moves the clock of the platform that `npm start` runs, so that lifecycle rules and schedules fall due. */
export async function localClock({ advance, endpoint, json, print }: ClockRequest): Promise<void> {
  const response = await fetch(`${endpoint}/_dip/clock`, { method: 'POST', body: JSON.stringify({ advance }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`The clock did not move: ${text}`);
  print(json ? text : `It is now ${z.looseObject({ now: z.string() }).parse(JSON.parse(text)).now}`);
}
