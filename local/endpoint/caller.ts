import type { AccessControl } from '../iam/access-control';
import type { Principal } from '../iam/evaluate-access';
import type { Caller } from './aws-request';

export const callerFor = (access: AccessControl, principal: Principal): Caller => ({
  principal,
  authorize: (action, resource, context = {}) => access.authorize({ principal, action, resource, context }),
  allows: (action, resource, context = {}) => access.allows({ principal, action, resource, context }),
});
