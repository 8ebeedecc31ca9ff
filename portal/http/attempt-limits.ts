import type { SecretHash } from '../../domain/access/secret-hash';
import type { AttemptLimit, Attempts } from '../../domain/accounts/attempts';

const quarterOfAnHour = 15 * 60;

const limits = {
  'sign-up': { most: 5, seconds: quarterOfAnHour },
  confirm: { most: 10, seconds: quarterOfAnHour },
  resend: { most: 3, seconds: quarterOfAnHour },
  'sign-in': { most: 10, seconds: quarterOfAnHour },
} as const satisfies Record<string, AttemptLimit>;

export type LimitedAction = keyof typeof limits;

/** Whether an action may be tried once more for an address; what is counted names the address only by its hash. */
export const makeAllowAttempt =
  ({ attempts, hash }: { readonly attempts: Attempts; readonly hash: SecretHash }) =>
  (action: LimitedAction, email: string): Promise<boolean> =>
    attempts.allow(`${action} ${hash.of(email)}`, limits[action]);
