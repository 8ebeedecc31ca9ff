import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { assumeRole } from '../../../../journeys/aws-client';
import { scratchFolder, startTestCloud, type TestCloud, writeAssembly } from '../../an-assembly';

const folder = scratchFolder();
let cloud: TestCloud;

const bucket = (BucketName: string) => ({ Type: 'AWS::S3::Bucket', Properties: { BucketName } });
const policy = (Bucket: string, Statement: unknown) => ({
  Type: 'AWS::S3::BucketPolicy',
  Properties: { Bucket: { Ref: Bucket }, PolicyDocument: { Statement } },
});
const trailArn = 'arn:aws:cloudtrail:eu-west-2:000000000000:trail/reading';
const cloudTrail = {
  Effect: 'Allow',
  Principal: { Service: 'cloudtrail.amazonaws.com' },
  Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
};
const role = (RoleName: string, conditions: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName,
    AssumeRolePolicyDocument: {
      Statement: {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { AWS: { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':root']] } },
        ...conditions,
      },
    },
    Policies: [
      { PolicyName: 'own', PolicyDocument: { Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' } } },
    ],
  },
});

const stack = {
  name: 'test-Stores',
  resources: {
    Records: bucket('records'),
    Other: bucket('other'),
    Trails: bucket('trails'),
    Lock: policy('Records', {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::records/*',
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': ['arn:aws:iam::000000000000:role/reader'] } },
    }),
    Delivery: policy('Trails', [
      { ...cloudTrail, Action: 's3:GetBucketAcl', Resource: 'arn:aws:s3:::trails' },
      { ...cloudTrail, Action: 's3:PutObject', Resource: 'arn:aws:s3:::trails/AWSLogs/000000000000/*' },
    ]),
    Trail: {
      Type: 'AWS::CloudTrail::Trail',
      DependsOn: 'Delivery',
      Properties: {
        TrailName: 'reading',
        S3BucketName: { Ref: 'Trails' },
        IsLogging: true,
        AdvancedEventSelectors: [
          {
            FieldSelectors: [
              { Field: 'eventCategory', Equals: ['Data'] },
              { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
              { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::records/'] },
            ],
          },
        ],
      },
    },
    Reader: role('reader', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
    Another: role('another'),
  },
};

beforeAll(async () => {
  cloud = await startTestCloud(folder);
  await cloud.deploy(writeAssembly(join(folder, 'cdk.out'), [stack]));
  for (const Bucket of ['records', 'other']) {
    await s3().send(new PutObjectCommand({ Bucket, Key: 'api=one/a', Body: 'x' }));
  }
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

const s3 = (accessKeyId?: string) =>
  new S3Client({
    region: 'eu-west-2',
    endpoint: cloud.url,
    forcePathStyle: true,
    credentials: cloud.accessKey(accessKeyId),
  });
const read = (accessKeyId: string, Bucket: string) =>
  s3(accessKeyId)
    .send(new GetObjectCommand({ Bucket, Key: 'api=one/a' }))
    .then(
      () => 'read',
      (error: Error) => error.name,
    );
const arn = (name: string) => `arn:aws:iam::000000000000:role/${name}`;
const session = (name: string, code?: string) =>
  assumeRole(
    { region: 'eu-west-2', endpoint: cloud.url, credentials: cloud.accessKey() },
    { role: arn(name), name: 'jane', ...(code && { code }) },
  );

test('a role is assumed under the conditions of its trust policy, by an administrator too', async () => {
  expect(await session('reader')).toContain('AccessDenied');
  expect(await session('reader', '123456')).toMatch(/^ASIA/);
  expect(await session('another')).toMatch(/^ASIA/);
  expect(await session('nobody')).toContain('AccessDenied');
});

test('a lock keeps out a role that is allowed everything, and lets the named one in', async () => {
  expect(await read(await session('another'), 'records')).toBe('AccessDenied');
  expect(await read(await session('another'), 'other')).toBe('read');
  expect(await read(await session('reader', '123456'), 'records')).toBe('read');
});

test('the trail has every call on the bucket it is of, by whom and with what outcome, and of no other', async () => {
  cloud.services.cloudtrail.trails.flush();
  const objects = join(folder, 'state', 's3', 'trails', 'objects');
  const entries = readdirSync(objects, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(entries.map(({ name }) => name)).toEqual([
    expect.stringMatching(/^000000000000_CloudTrail_eu-west-2_\d{8}T\d{4}Z_\w{16}\.json\.gz$/),
  ]);
  const body = cloud.services.s3.buckets.get('trails').objects;
  const records = body.list().flatMap(({ key }) => JSON.parse(gunzipSync(body.read(key)).toString()).Records);
  expect(records.map(({ eventName, errorCode }) => [eventName, errorCode])).toEqual([
    ['PutObject', undefined],
    ['GetObject', 'AccessDenied'],
    ['GetObject', undefined],
  ]);
  expect(records[2]).toMatchObject({
    userIdentity: {
      type: 'AssumedRole',
      arn: 'arn:aws:sts::000000000000:assumed-role/reader/jane',
      sessionContext: { sessionIssuer: { userName: 'reader' } },
    },
    requestParameters: { bucketName: 'records', key: 'api=one/a' },
    resources: [{ type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::records/api=one/a' }, { type: 'AWS::S3::Bucket' }],
    readOnly: true,
  });
});
