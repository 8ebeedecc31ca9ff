import { analyticsQueries } from '../../../domain/logs/anonymisation/queries/analytics-queries';
import { type Synthesised, synthesised } from '../synthesised';

let cloud: Synthesised;

beforeAll(async () => {
  cloud = await synthesised();
}, 300_000);

const all = <T>(list: readonly T[]): readonly T[] => {
  expect(list.length).toBeGreaterThan(0);
  return list;
};
const statements = (id: RegExp): { Action: string | string[]; Resource: unknown }[] =>
  all(cloud.of('AWS::IAM::Policy', /^prod-Logs/).filter((one) => id.test(one.id))).flatMap(
    ({ properties }) => properties.PolicyDocument.Statement,
  );
const reads = (id: RegExp): string =>
  JSON.stringify(statements(id).filter(({ Action }) => [Action].flat().includes('s3:GetObject')));

test('no role reads access records and the analytics: the anonymiser only writes to these', () => {
  expect(reads(/^AnonymiserFunction/)).toContain('OperationalLogBucket');
  expect(reads(/^AnonymiserFunction/)).not.toContain('AnalyticsBucket');
  expect(reads(/^AnalyticsAnalyst/)).toContain('AnalyticsBucket');
  expect(JSON.stringify(statements(/^AnalyticsAnalyst/))).not.toMatch(/OperationalLog|KeysLogs/);
  const both = all(cloud.of('AWS::IAM::Policy', /^prod-/)).filter(({ properties }) => {
    const granted = properties.PolicyDocument.Statement.filter(({ Action }: { Action: string | string[] }) =>
      [Action].flat().some((action) => action === 's3:GetObject'),
    );
    return ['OperationalLogBucket', 'AnalyticsBucket'].every((bucket) => JSON.stringify(granted).includes(bucket));
  });
  expect(both).toEqual([]);
});

test('the analyst has a second factor', () => {
  const [analyst] = all(cloud.of('AWS::IAM::Role', /^prod-Logs/).filter(({ id }) => id.includes('Analyst')));
  expect(JSON.stringify(analyst?.properties.AssumeRolePolicyDocument)).toContain('"aws:MultiFactorAuthPresent":"true"');
});

test('only objects of redacted records are announced to the anonymiser', () => {
  for (const { properties } of all(cloud.of('AWS::Events::Rule').filter(({ id }) => /^AnonymiserDelivered/.test(id)))) {
    expect(properties.EventPattern.detail.object.key).toEqual([{ prefix: 'api=' }]);
  }
  const told = cloud.of('AWS::S3::Bucket').filter(({ properties }) => properties.NotificationConfiguration);
  expect(all(told).filter(({ id }) => !id.includes('OperationalLogBucket'))).toEqual([]);
});

test('its queue has a key of its own, takes TLS only, waits for six time-outs and gives up after five attempts', () => {
  const queues = all(cloud.of('AWS::SQS::Queue', /^prod-Logs/));
  for (const { id, properties } of queues) {
    expect(JSON.stringify(properties.KmsMasterKeyId)).toContain('AnonymiserKey');
    const policy = cloud
      .of('AWS::SQS::QueuePolicy', /^prod-Logs/)
      .find((one) => JSON.stringify(one.properties.Queues).includes(id));
    expect(JSON.stringify(policy?.properties)).toContain('"aws:SecureTransport":"false"');
  }
  const queue = queues.find(({ properties }) => properties.RedrivePolicy);
  const [fn] = all(
    cloud.of('AWS::Lambda::Function', /^prod-Logs/).filter(({ id }) => id.startsWith('AnonymiserFunction')),
  );
  expect(queue?.properties.RedrivePolicy.maxReceiveCount).toBe(5);
  expect(queue?.properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * fn?.properties.Timeout);
});

test('a batch reports the messages that failed, and no other comes again', () => {
  for (const { properties } of all(cloud.of('AWS::Lambda::EventSourceMapping'))) {
    expect(properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
  }
});

test('what Athena answers is encrypted, and gone after seven days, whatever a client asks for', () => {
  for (const { properties } of all(cloud.of('AWS::Athena::WorkGroup'))) {
    const configuration = properties.WorkGroupConfiguration;
    expect(configuration.EnforceWorkGroupConfiguration).toBe(true);
    expect(configuration.ResultConfiguration.EncryptionConfiguration.EncryptionOption).toBe('SSE_KMS');
    expect(JSON.stringify(configuration.ResultConfiguration.OutputLocation)).toMatch(/AnalyticsBucket.*\/athena\//);
  }
  for (const { properties } of all(cloud.of('AWS::S3::Bucket').filter(({ id }) => id.includes('AnalyticsBucket')))) {
    expect(properties.LifecycleConfiguration.Rules).toContainEqual(
      expect.objectContaining({ Prefix: 'athena/', ExpirationInDays: 7 }),
    );
  }
});

test('every named query leaves out what is too small, and rounds what it shows', () => {
  const queries = all(cloud.of('AWS::Athena::NamedQuery', /^prod-/));
  expect(queries.map(({ properties }) => properties.Name).sort()).toEqual(
    analyticsQueries.map(({ name }) => name).sort(),
  );
  for (const { properties } of queries) {
    const sql = JSON.stringify(properties.QueryString);
    expect(sql).toMatch(/>= 10/);
    expect(sql).toMatch(/5 \* cast\(round\(/);
  }
});
