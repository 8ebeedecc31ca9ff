import * as z from 'zod';
import { ServiceFailure } from './service-failure';

const services = ['s3', 'dynamodb', 'kms', 'sqs', 'firehose', 'lambda', 'secretsmanager', 'cognito-idp'] as const;
export type FaultyService = (typeof services)[number];

/** Calls that shall fail as their service fails; of `lambda`, invocations, whoever makes them. */
export const fault = z.strictObject({
  service: z.enum(services),
  /** The operation, such as `PutObject`. @default every one */
  action: z.string().min(1).optional(),
  /** A part of the name of a bucket, table, function, queue or key, or of its logical id; in any case of letters. @default every one */
  resource: z.string().min(1).optional(),
  /** Calls that fail, and an SDK makes up to three for one command. @default all until faults are cleared */
  times: z.int().positive().optional(),
});
export type Fault = z.infer<typeof fault>;

export interface ServiceCall {
  readonly service: string;
  readonly action: string;
  /** What the call names: a path, or a body that holds the name. */
  readonly resource: string;
}

/** Faults that somebody asked for, to see what the platform makes of them. */
export class Faults {
  #waiting: readonly Fault[] = [];

  /** The oldest first, each with the calls it still has to fail. */
  list(): readonly Fault[] {
    return this.#waiting;
  }

  add(wanted: Fault): void {
    this.#waiting = [...this.#waiting, wanted];
  }

  clear(): void {
    this.#waiting = [];
  }

  /** Whether the call has to fail; counts it where it does. */
  strikes(call: ServiceCall): boolean {
    const found = this.#waiting.find((one) => isMeant(one, call));
    if (!found) return false;
    const left = found.times === undefined ? [found] : found.times > 1 ? [{ ...found, times: found.times - 1 }] : [];
    this.#waiting = this.#waiting.flatMap((one) => (one === found ? left : [one]));
    return true;
  }
}

const isMeant = ({ service, action, resource }: Fault, call: ServiceCall): boolean =>
  service === call.service &&
  (action === undefined || action === call.action) &&
  (resource === undefined || call.resource.toLowerCase().includes(resource.toLowerCase()));

const unavailable = 'Please reduce your request rate.';
const internal = 'An internal error occurred.';

/** How each service says that it failed; SDKs try all of these again. */
const failures = {
  s3: ['ServiceUnavailable', unavailable, 503],
  dynamodb: ['InternalServerError', internal, 500],
  kms: ['KMSInternalException', internal, 500],
  sqs: ['ServiceUnavailable', unavailable, 503],
  firehose: ['ServiceUnavailableException', unavailable, 503],
  secretsmanager: ['InternalServiceError', internal, 500],
  'cognito-idp': ['InternalErrorException', internal, 500],
  lambda: ['ServiceException', internal, 500],
} as const satisfies Record<FaultyService, readonly [code: string, message: string, status: number]>;

export function serviceFault(service: FaultyService): ServiceFailure {
  const [code, message, status] = failures[service];
  return new ServiceFailure(code, message, status);
}
