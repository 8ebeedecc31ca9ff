import { makeReviewAccess } from '../../../domain/access-review/review-access';
import { reviewAsCsv } from '../../../domain/access-review/review-as-csv';
import { aClock } from '../../builders';
import { MemoryEvidenceStore } from '../../memory/memory-evidence-store';
import { MemoryReadingTrail } from '../../memory/memory-reading-trail';

const stores = { 'int-logs': 'operational logs', 'int-statistics': 'statistics' };

const session = (role: string, name: string) => ({
  type: 'AssumedRole',
  arn: `arn:aws:sts::111111111111:assumed-role/${role}/${name}`,
  sessionContext: { sessionIssuer: { type: 'Role', userName: role }, attributes: {} },
});
const aRead = (eventTime: string, overrides: object = {}) => ({
  eventVersion: '1.11',
  eventTime,
  eventSource: 's3.amazonaws.com',
  eventName: 'GetObject',
  userIdentity: session('Reader', 'jane'),
  requestParameters: { bucketName: 'int-logs', key: 'api=hello-world/year=2026/month=01/day=04/hour=09/one.gz' },
  ...overrides,
});

const inFebruary = '2026-02-01T06:00:00Z';
const aReview = (records: readonly { eventTime: string }[], now = inFebruary) => {
  const evidence = new MemoryEvidenceStore();
  const trail = new MemoryReadingTrail(records);
  return { evidence, review: makeReviewAccess({ trail, evidence, clock: aClock(now), stores }) };
};
const rowsOf = (evidence: MemoryEvidenceStore, month = '2026-01') =>
  JSON.parse(evidence.kept.get(`access-review/${month}.json`) ?? '{}').rows;

test('reads are counted by principal, store, part and outcome, with the first and the last time', async () => {
  const { evidence, review } = aReview([
    aRead('2026-01-04T10:00:00Z'),
    aRead('2026-01-03T10:00:00Z'),
    aRead('2026-01-05T10:00:00Z', { userIdentity: session('Reader', 'sam'), errorCode: 'AccessDenied' }),
    aRead('2026-01-06T10:00:00Z', { requestParameters: { bucketName: 'another' } }),
  ]);
  expect(await review()).toEqual(['2026-01']);
  const read = { store: 'operational logs', part: 'api=hello-world', action: 'GetObject' };
  expect(rowsOf(evidence)).toEqual([
    {
      ...read,
      principal: 'Reader / jane',
      outcome: 'allowed',
      count: 2,
      first: '2026-01-03T10:00:00Z',
      last: '2026-01-04T10:00:00Z',
    },
    expect.objectContaining({ ...read, principal: 'Reader / sam', outcome: 'refused', count: 1 }),
  ]);
});

test('who lifts a lock is in it, whoever it was', async () => {
  const { evidence, review } = aReview([
    aRead('2026-01-04T10:00:00Z', {
      eventSource: 'kms.amazonaws.com',
      eventName: 'PutKeyPolicy',
      userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111111111111:user/root-like' },
      requestParameters: { keyId: 'key-1' },
    }),
    aRead('2026-01-04T10:00:00Z', { eventName: 'PutBucketPolicy', requestParameters: { bucketName: 'int-logs' } }),
    aRead('2026-01-04T10:00:00Z', { eventSource: 'ec2.amazonaws.com', requestParameters: {} }),
  ]);
  await review();
  expect(rowsOf(evidence)).toEqual([
    expect.objectContaining({ store: 'operational logs', action: 'PutBucketPolicy' }),
    expect.objectContaining({
      store: 'settings (kms)',
      part: 'key-1',
      principal: expect.stringContaining('root-like'),
    }),
  ]);
});

test.each([
  ['lambda', 'UpdateFunctionCode20150331v2', { functionName: 'anonymiser' }, 'anonymiser'],
  ['lambda', 'UpdateFunctionConfiguration20150331v2', { functionName: 'redactor' }, 'redactor'],
  [
    'lambda',
    'CreateFunction20150331',
    { functionName: 'mine', role: 'arn:aws:iam::1:role/dip-int-anonymiser' },
    'mine',
  ],
  ['iam', 'UpdateAssumeRolePolicy', { roleName: 'dip-int-anonymiser' }, 'dip-int-anonymiser'],
  ['iam', 'PutRolePolicy', { roleName: 'Reader' }, 'Reader'],
  ['iam', 'AttachRolePolicy', { roleName: 'Reader' }, 'Reader'],
  ['kms', 'DisableKey', { keyId: 'key-1' }, 'key-1'],
  ['cloudtrail', 'StopLogging', { name: 'dip-int-reading' }, 'dip-int-reading'],
  ['dynamodb', 'DeleteTable', { tableName: 'accounts' }, 'accounts'],
  ['cognito-idp', 'DeleteUserPool', { userPoolId: 'pool-1' }, 'pool-1'],
])(
  'whoever could act as a reader or end state is in it: %s %s',
  async (service, eventName, requestParameters, part) => {
    const { evidence, review } = aReview([
      aRead('2026-01-04T10:00:00Z', { eventSource: `${service}.amazonaws.com`, eventName, requestParameters }),
    ]);
    await review();
    expect(rowsOf(evidence)).toEqual([
      expect.objectContaining({ store: `settings (${service})`, part, action: eventName }),
    ]);
  },
);

test('a month in which nobody read is evidence too, and is reviewed once', async () => {
  const { evidence, review } = aReview([]);
  expect(await review()).toEqual(['2026-01']);
  expect(evidence.kept.get('access-review/2026-01.csv')).toBe(
    'month,principal,store,part,action,outcome,count,first,last\r\n',
  );
  expect(await review()).toEqual([]);
});

test('a month whose review failed is made up for, and the present one waits', async () => {
  const { evidence, review } = aReview([aRead('2025-11-30T23:59:59Z'), aRead('2026-02-01T05:00:00Z')]);
  expect(await review()).toEqual(['2026-01', '2025-11']);
  expect(rowsOf(evidence, '2025-11')).toHaveLength(1);
});

test('what is no record is counted, and stops nothing', async () => {
  const { evidence, review } = aReview([{ eventTime: '2026-01-04T10:00:00Z' }, aRead('2026-01-04T10:00:00Z')]);
  await review();
  expect(JSON.parse(evidence.kept.get('access-review/2026-01.json') ?? '')).toMatchObject({ unreadable: 1 });
  expect(rowsOf(evidence)).toHaveLength(1);
});

test('a name that a spreadsheet would run is shown as text', () => {
  const times = { first: '2026-01-04T10:00:00Z', last: '2026-01-04T10:00:00Z' };
  const row = { store: 'statistics', part: '', action: 'GetObject', outcome: 'allowed', count: 1, ...times } as const;
  expect(reviewAsCsv('2026-01', [{ ...row, principal: '=HYPERLINK("x"), y' }])).toContain(
    '2026-01,"\'=HYPERLINK(""x""), y",statistics,',
  );
});
