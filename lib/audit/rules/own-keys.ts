import { own } from '../../../domain/own';
import { at, isTrue, listAt } from '../../template/at';
import { type Rule, unless } from './rule';

/** Whether a store of each type is encrypted with a key of the platform's own. */
const hasOwnKey: Readonly<Record<string, (properties: unknown) => boolean>> = {
  'AWS::S3::Bucket': (bucket) =>
    listAt(bucket, 'BucketEncryption', 'ServerSideEncryptionConfiguration').some(
      (rule) => at(rule, 'ServerSideEncryptionByDefault', 'KMSMasterKeyID') !== undefined,
    ),
  'AWS::DynamoDB::Table': (table) =>
    isTrue(at(table, 'SSESpecification', 'SSEEnabled')) &&
    at(table, 'SSESpecification', 'KMSMasterKeyId') !== undefined,
  'AWS::DynamoDB::GlobalTable': (table) =>
    isTrue(at(table, 'SSESpecification', 'SSEEnabled')) &&
    listAt(table, 'Replicas').every((replica) => at(replica, 'SSESpecification', 'KMSMasterKeyId') !== undefined),
  'AWS::Logs::LogGroup': (group) => at(group, 'KmsKeyId') !== undefined,
  'AWS::SecretsManager::Secret': (secret) => at(secret, 'KmsKeyId') !== undefined,
  'AWS::SQS::Queue': (queue) => at(queue, 'KmsMasterKeyId') !== undefined,
  'AWS::KinesisFirehose::DeliveryStream': (stream) =>
    at(stream, 'DeliveryStreamEncryptionConfigurationInput', 'KeyARN') !== undefined,
  'AWS::Backup::BackupVault': (vault) => at(vault, 'EncryptionKeyArn') !== undefined,
};

export const ownKeys: Rule = {
  name: 'OwnKeys',
  law: 'Everything that holds data is encrypted with a key of the platform’s own',
  control: 'NCSC 2; DSPT B3',
  types: Object.keys(hasOwnKey),
  verdict: ({ resource: { type, properties } }) =>
    unless(!own(hasOwnKey, type)?.(properties) && 'it is not encrypted with a key of the platform’s own'),
};
