import type { Caller } from '../endpoint/aws-request';
import type { AccessControl } from './access-control';
import type { Principal } from './evaluate-access';

export const callerFor = (access: AccessControl, principal: Principal): Caller => ({
  principal,
  authorize: (action, resource, context = {}) => access.authorize({ principal, action, resource, context }),
  allows: (action, resource, context = {}) => access.allows({ principal, action, resource, context }),
});
