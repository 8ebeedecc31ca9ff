import type { AccessControl } from './access-control';
import type { ConditionContext } from './condition';
import type { Principal } from './principal';

/** Who calls, and what IAM says of what they ask. */
export interface Caller {
  readonly principal: Principal;
  /** Throws `AccessDenied` unless the caller's policies allow it. */
  authorize(action: string, resource: string, context?: ConditionContext): void;
  allows(action: string, resource: string, context?: ConditionContext): boolean;
}

export const callerFor = (access: AccessControl, principal: Principal): Caller => ({
  principal,
  authorize: (action, resource, context = {}) => access.authorize({ principal, action, resource, context }),
  allows: (action, resource, context = {}) => access.allows({ principal, action, resource, context }),
});
