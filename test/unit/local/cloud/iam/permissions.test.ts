import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { encrypt } from '../../../../../local/services/kms/envelope';
import { aFunction, scratchFolder, startTestCloud, type TestCloud, writeAssembly } from '../../an-assembly';

const folder = scratchFolder();
let cloud: TestCloud;

const attempt = (client: string, command: string, input: string) => `
  const { ${client}, ${command} } = require('@aws-sdk/client-${packages[client]}');
  exports.handler = async (event) => {
    try { const { $metadata, Body, ...answer } = await new ${client}().send(new ${command}(${input})); return answer; }
    catch (error) { return { refused: error.name, message: error.message }; }
  };`;
const packages: Record<string, string> = {
  DynamoDBClient: 'dynamodb',
  KMSClient: 'kms',
  S3Client: 's3',
  SecretsManagerClient: 'secrets-manager',
};

const accountDecides = {
  Statement: {
    Effect: 'Allow',
    Action: 'kms:*',
    Resource: '*',
    Principal: { AWS: { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':root']] } },
  },
};
const arnOf = (resource: string) => ({ 'Fn::GetAtt': [resource, 'Arn'] });
const allow = (action: string | string[], resource: unknown) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});
const putItem = attempt('DynamoDBClient', 'PutItemCommand', "{ TableName: 'things', Item: { id: { S: 'a' } } }");
const getObject = attempt('S3Client', 'GetObjectCommand', "{ Bucket: 'store', Key: event.key }");
const decrypt = attempt(
  'KMSClient',
  'DecryptCommand',
  "{ CiphertextBlob: Buffer.from(event.blob, 'base64'), EncryptionContext: event.context }",
);
const generateMac = attempt(
  'KMSClient',
  'GenerateMacCommand',
  "{ KeyId: 'alias/marks', Message: Buffer.from('2025-11-20'), MacAlgorithm: event.algorithm ?? 'HMAC_SHA_256' }",
);

const stack = {
  name: 'test-Stores',
  resources: {
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: accountDecides } },
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'things',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        SSESpecification: { SSEEnabled: true, KMSMasterKeyId: arnOf('Key') },
      },
    },
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'store' } },
    Locked: {
      Type: 'AWS::S3::BucketPolicy',
      Properties: {
        Bucket: { Ref: 'Bucket' },
        PolicyDocument: {
          Statement: {
            Effect: 'Deny',
            Principal: '*',
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::store/locked/*',
          },
        },
      },
    },
    MacKey: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeySpec: 'HMAC_256',
        KeyUsage: 'GENERATE_VERIFY_MAC',
        KeyPolicy: {
          Statement: [
            accountDecides.Statement,
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 'kms:GenerateMac',
              Resource: '*',
              Condition: { ArnNotEquals: { 'aws:PrincipalArn': arnOf('markerRole') } },
            },
          ],
        },
      },
    },
    MacAlias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/marks', TargetKeyId: { Ref: 'MacKey' } } },
    Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { Name: 'secret', SecretString: 'hush' } },
    ...aFunction('writer', [allow('dynamodb:PutItem', arnOf('Table')), allow('kms:Decrypt', arnOf('Key'))]),
    ...aFunction('keyless', [allow('dynamodb:PutItem', arnOf('Table'))]),
    ...aFunction('forgotten', []),
    ...aFunction('lister', [allow(['s3:GetObject', 's3:ListBucket'], ['arn:aws:s3:::store', 'arn:aws:s3:::store/*'])]),
    ...aFunction('reader', [allow('s3:GetObject', 'arn:aws:s3:::store/*')]),
    ...aFunction('bound', [allow(['s3:GetObject', 's3:ListBucket'], ['arn:aws:s3:::store', 'arn:aws:s3:::store/*'])]),
    ...aFunction('borrower', [], { Role: arnOf('boundRole') }),
    FromHereOnly: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'from-here-only',
        Roles: [{ Ref: 'boundRole' }],
        PolicyDocument: {
          Statement: {
            Effect: 'Deny',
            Action: 's3:GetObject',
            Resource: '*',
            Condition: { ArnNotEquals: { 'lambda:SourceFunctionArn': arnOf('bound') } },
          },
        },
      },
    },
    ...aFunction('opener', [
      {
        ...allow('kms:Decrypt', arnOf('Key')),
        Condition: { StringEquals: { 'kms:EncryptionContext:application': 'one' } },
      },
    ]),
    ...aFunction('marker', [allow('kms:GenerateMac', '*')]),
    ...aFunction('trespasser', [allow('kms:GenerateMac', '*')]),
    ...aFunction('secretive', [allow('secretsmanager:GetSecretValue', { Ref: 'Secret' })]),
  },
  code: {
    writer: putItem,
    keyless: putItem,
    forgotten: putItem,
    lister: getObject,
    reader: getObject,
    bound: getObject,
    borrower: getObject,
    opener: decrypt,
    marker: generateMac,
    trespasser: generateMac,
    secretive: attempt('SecretsManagerClient', 'GetSecretValueCommand', "{ SecretId: 'secret' }"),
  },
};

beforeAll(async () => {
  cloud = await startTestCloud(folder);
  await cloud.deploy(writeAssembly(join(folder, 'cdk.out'), [stack]));
});
afterAll(async () => {
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('a function that is granted the table and its key writes', async () => {
  expect(await cloud.invoke('writer')).toEqual({});
});

test('a forgotten grant is AccessDenied, and the terminal names role, action and resource', async () => {
  expect(await cloud.invoke('forgotten')).toMatchObject({ refused: 'AccessDeniedException' });
  expect(cloud.warnings.at(-1)).toMatch(/forgottenRole.* dynamodb:PutItem .*table\/things/);
});

test('a grant on a table without one on its key is AccessDenied', async () => {
  const refusal = { refused: 'AccessDeniedException', message: expect.stringContaining('kms:Decrypt') };
  expect(await cloud.invoke('keyless')).toMatchObject(refusal);
});

test('an absent object is not found for who may list, and denied to who may not', async () => {
  expect(await cloud.invoke('lister', { key: 'absent' })).toMatchObject({ refused: 'NoSuchKey' });
  expect(await cloud.invoke('reader', { key: 'absent' })).toMatchObject({ refused: 'AccessDenied' });
});

test("a bucket policy's Deny holds against a role's Allow", async () => {
  expect(await cloud.invoke('lister', { key: 'locked/one' })).toMatchObject({ refused: 'AccessDenied' });
});

test('a role that is bound to a function opens nothing for another one that was given it', async () => {
  expect(await cloud.invoke('bound', { key: 'absent' })).toMatchObject({ refused: 'NoSuchKey' });
  expect(await cloud.invoke('borrower', { key: 'absent' })).toMatchObject({ refused: 'AccessDenied' });
});

test('an encryption context is part of the permission and of the ciphertext', async () => {
  const key = cloud.services.kms.keys.find([...cloud.services.dynamodb.tables.values()][0]?.keyName ?? '');
  const sealed = (application: string) => encrypt(key, Buffer.from('identity'), { application }).toString('base64');
  const open = (application: string, blob: string) => cloud.invoke('opener', { blob, context: { application } });
  expect(await open('one', sealed('one'))).toHaveProperty('Plaintext');
  expect(await open('two', sealed('two'))).toMatchObject({ refused: 'AccessDeniedException' });
  expect(await open('one', sealed('two'))).toMatchObject({ refused: 'InvalidCiphertextException' });
});

test('a MAC is made by the one role that the key leaves it to, and only with the algorithm of the key', async () => {
  expect(await cloud.invoke('marker', {})).toMatchObject({ MacAlgorithm: 'HMAC_SHA_256' });
  expect(await cloud.invoke('marker', { algorithm: 'HMAC_SHA_512' })).toMatchObject({
    refused: 'InvalidKeyUsageException',
  });
  expect(await cloud.invoke('trespasser', {})).toMatchObject({ refused: 'AccessDeniedException' });
});

test('a secret is read by who is granted it', async () => {
  expect(await cloud.invoke('secretive')).toMatchObject({ SecretString: 'hush' });
});

test('an access key that nobody holds is refused', async () => {
  const authorization = 'AWS4-HMAC-SHA256 Credential=AKIAUNKNOWN/20260101/eu-west-2/kms/aws4_request';
  const answer = await fetch(cloud.url, { method: 'POST', headers: { authorization }, body: '{}' });
  expect(await answer.json()).toMatchObject({ __type: 'UnrecognizedClientException' });
});
