/**
 * Calls that can lift a lock, silence the trail, end state, or let somebody act as a role that may read: by changing the
 * code that runs as it, by passing it to a function of one's own, or by changing who may take it on. `PassRole` is no call
 * of its own: it shows as the call that passes the role.
 */
export const lockChanges: readonly string[] = [
  'UpdateFunctionCode',
  'UpdateFunctionConfiguration',
  'CreateFunction',
  'UpdateAssumeRolePolicy',
  'PutRolePolicy',
  'DeleteRolePolicy',
  'AttachRolePolicy',
  'DetachRolePolicy',
  'CreatePolicyVersion',
  'SetDefaultPolicyVersion',
  'PutBucketPolicy',
  'DeleteBucketPolicy',
  'DeleteTable',
  'DeleteUserPool',
  'PutKeyPolicy',
  'ScheduleKeyDeletion',
  'DisableKey',
  'StopLogging',
  'DeleteTrail',
  'UpdateTrail',
  'PutEventSelectors',
];

/** Lambda's calls bear the date of their version: `UpdateFunctionCode20150331v2`. */
export const isLockChange = (eventName: string): boolean =>
  lockChanges.includes(eventName.replace(/\d{8}(v\d+)?$/, ''));
