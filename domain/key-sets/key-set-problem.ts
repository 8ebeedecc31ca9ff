import * as z from 'zod';

/**
 * Why the keys behind an application's address cannot be had. A closed list: an address can be made to point anywhere,
 * and nothing of what answers there may be read off the portal.
 */
export const keySetReason = z.enum([
  'address_unfit',
  'private_address',
  'name_unknown',
  'no_connection',
  'certificate_untrusted',
  'timed_out',
  'redirected',
  'status',
  'too_large',
  'not_a_key_set',
  'private_key',
  'unusable_key',
]);
export type KeySetReason = z.infer<typeof keySetReason>;

export class KeySetProblem extends Error {
  readonly reason: KeySetReason;
  /** The HTTP status, where that is the reason. */
  readonly status: number | undefined;

  constructor(reason: KeySetReason, options: { status?: number; cause?: unknown } = {}) {
    super(`The key set of an application cannot be read: ${reason}`, { cause: options.cause });
    this.name = 'KeySetProblem';
    this.reason = reason;
    this.status = options.status;
  }
}
