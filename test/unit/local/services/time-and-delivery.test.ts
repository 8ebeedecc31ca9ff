import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { aFunction, scratchFolder, startTestCloud, type TestCloud, writeAssembly } from '../an-assembly';

const folder = scratchFolder();
let cloud: TestCloud;

const day = 86_400_000;
const arnOf = (resource: string) => ({ 'Fn::GetAtt': [resource, 'Arn'] });

/** Keeps what is fine, drops noise, fails on poison, and hides what it was told to hide. */
const redactor = `exports.handler = async ({ records }) => ({ records: records.map(({ recordId, data }) => {
  const text = Buffer.from(data, 'base64').toString().trim();
  if (text === 'noise') return { recordId, result: 'Dropped', data };
  if (text === 'poison') return { recordId, result: 'ProcessingFailed', data };
  if (text === 'lost') return { recordId, result: 'Ok', data };
  const [api] = text.split(' ');
  const redacted = Buffer.from(text.replace('secret', '[hidden]') + '\\n').toString('base64');
  return { recordId, result: 'Ok', data: redacted, metadata: { partitionKeys: { api } } };
}) });`;

const stream = (name: string, role: string) => ({
  Type: 'AWS::KinesisFirehose::DeliveryStream',
  Properties: {
    DeliveryStreamName: name,
    ExtendedS3DestinationConfiguration: {
      BucketARN: arnOf('Bucket'),
      RoleARN: arnOf(role),
      Prefix: 'api=!{partitionKeyFromLambda:api}/year=!{timestamp:yyyy}/',
      ErrorOutputPrefix: 'errors/!{firehose:error-output-type}/',
      CompressionFormat: 'GZIP',
      ProcessingConfiguration: {
        Enabled: true,
        Processors: [
          { Type: 'Lambda', Parameters: [{ ParameterName: 'LambdaArn', ParameterValue: arnOf('redactor') }] },
        ],
      },
    },
  },
});
const delivering = [
  's3:PutObject',
  's3:AbortMultipartUpload',
  's3:GetBucketLocation',
  's3:ListBucket',
  's3:ListBucketMultipartUploads',
];

const deliveryRole = (...actions: string[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'firehose.amazonaws.com' } },
    },
    Policies: [
      { PolicyName: 'own', PolicyDocument: { Statement: { Effect: 'Allow', Action: actions, Resource: '*' } } },
    ],
  },
});

const stack = {
  name: 'test-Logs',
  resources: {
    Bucket: {
      Type: 'AWS::S3::Bucket',
      Properties: {
        BucketName: 'logs',
        LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: 90, Prefix: 'api=' }] },
      },
    },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'replays',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      },
    },
    Delivery: deliveryRole(...delivering, 'lambda:InvokeFunction'),
    Powerless: deliveryRole(...delivering),
    Stream: stream('stream', 'Delivery'),
    Broken: stream('broken', 'Powerless'),
    Hourly: {
      Type: 'AWS::Events::Rule',
      Properties: { Name: 'hourly', ScheduleExpression: 'rate(1 hour)', Targets: [{ Id: 'one', Arn: arnOf('clock') }] },
    },
    HourlyMay: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: arnOf('clock'),
        Principal: 'events.amazonaws.com',
        SourceArn: arnOf('Hourly'),
      },
    },
    Unknown: { Type: 'AWS::WAFv2::IPSet', Properties: {} },
    ...aFunction('redactor'),
    ...aFunction('clock'),
  },
  code: {
    redactor,
    clock:
      'let last; exports.handler = async (event) => { const told = last; if (event.source) last = event.time; return { told, now: Date.now() }; };',
  },
};

const put = (name: string, ...lines: string[]) => {
  for (const line of lines) cloud.services.firehose.streams.get(name)?.put(Buffer.from(line));
};
const control = async (path: string, body: object = {}) => (await cloud.control(`/_dip/${path}`, body)).json();
const keys = () =>
  cloud.services.s3.buckets
    .get('logs')
    .objects.list()
    .map(({ key }) => key);
const content = (prefix: string) =>
  cloud.services.s3.buckets
    .get('logs')
    .objects.list(prefix)
    .map(({ key }) => gunzipSync(cloud.services.s3.buckets.get('logs').objects.read(key)).toString());

beforeAll(async () => {
  cloud = await startTestCloud(folder);
  const report = await cloud.deploy(writeAssembly(join(folder, 'cdk.out'), [stack]));
  expect([...report.notRun]).toEqual([['AWS::WAFv2::IPSet', 1]]);
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a flush answers when records are in the bucket, transformed, by partition, and the dropped are nowhere', async () => {
  put('stream', 'one secret', 'noise', 'two fine', 'one more');
  expect(await control('flush')).toEqual({ delivered: 4 });
  expect(keys().map((key) => key.replace(/year=\d{4}\/.*/, ''))).toEqual(['api=one/', 'api=two/']);
  expect(content('api=one/')).toEqual(['one [hidden]\none more\n']);
});

test('what a transformation calls failed, or leaves without its partition key, goes to the error prefix', async () => {
  put('stream', 'poison', 'lost');
  await control('flush');
  const failures = content('errors/processing-failed/').join('').trim().split('\n');
  expect(failures.map((line) => JSON.parse(line).errorCode).sort()).toEqual([
    'DynamicPartitioning.MetadataMissing',
    'Lambda.ProcessingFailedStatus',
  ]);
});

test('a stream whose role may not invoke its function delivers to the error prefix, as AWS does', async () => {
  put('broken', 'anything');
  await control('flush');
  expect(content('errors/').join('')).toContain('Lambda.InvokeAccessDenied');
  expect(cloud.warnings.join('\n')).toMatch(/Powerless.* lambda:InvokeFunction/);
});

test('records wait in memory, in no file', () => {
  put('stream', 'one waiting-in-memory');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const holding = files.filter(({ parentPath, name }) =>
    readFileSync(join(parentPath, name)).includes('waiting-in-memory'),
  );
  expect(holding).toEqual([]);
});

test('time that moves runs buffers, schedules, times to live and lifecycle rules, and reaches the functions', async () => {
  const { clock, services } = cloud;
  const dynamo = services.dynamodb.engine;
  const inAnHour = String(Math.floor(clock.now().getTime() / 1000) + 3600);
  await dynamo.call('PutItem', { TableName: 'replays', Item: { id: { S: 'short' }, expiresAt: { N: inAnHour } } });
  await dynamo.call('PutItem', { TableName: 'replays', Item: { id: { S: 'kept' } } });

  const soon = Object(await control('clock', { advance: 'PT2H' }));
  expect(soon.ran).toEqual({ deliveredRecords: 1, schedules: ['hourly'], expiredItems: 1, expiredObjects: 0 });
  const { told, now } = Object(await cloud.invoke('clock', {}));
  expect(Date.parse(told)).toBeGreaterThan(Date.now() + 3_600_000);
  expect(now).toBeGreaterThan(Date.now() + 3_600_000);

  const later = Object(await control('clock', { advance: 'P91D' }));
  expect(later.ran.expiredObjects).toBe(3);
  expect(keys().filter((key) => !key.startsWith('errors/'))).toEqual([]);
  expect(Date.parse(later.now)).toBeGreaterThan(Date.now() + 91 * day);
});

test('a clock that is told no duration says what it wants', async () => {
  expect(await control('clock', { advance: 'tomorrow' })).toEqual({ error: expect.stringContaining('P91D') });
});

test('what a function prints goes to a file of its own, and a silent one leaves none', () => {
  expect(existsSync(join(folder, 'logs', 'clock.log'))).toBe(false);
});
