import { CfnResource } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type CfnRole, PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { OperationalLogBucket } from '../../../lib/constructs/storage/operational-log-bucket';
import { resourceAt } from './an-audited-platform';
import { override, type Plant, stackOf } from './planting';

const bucket = 'AWS::S3::Bucket';
const operational = 'Foundation/Stores/OperationalLogBucket';
const rulesOf = 'LifecycleConfiguration.Rules';

/** Of the laws on access records: how long they rest, what is left of them, and who reads them. */
export const violationsOfRecordStores: readonly Plant[] = [
  [
    'OperationalLogRetention',
    'records move to other storage',
    override(operational, bucket, `${rulesOf}.0.Transitions`, [{ StorageClass: 'GLACIER', TransitionInDays: 30 }]),
  ],
  [
    'OperationalLogLock',
    'the bucket refuses nobody',
    override(operational, 'AWS::S3::BucketPolicy', 'PolicyDocument.Statement', []),
  ],
  [
    'OperationalLogLock',
    'its key opens for whoever is allowed to use it',
    override('Foundation/Keys/OperationalLogs', 'AWS::KMS::Key', 'KeyPolicy.Statement', []),
  ],
  [
    'OperationalLogLock',
    'its key opens for one who may not read it',
    override(
      'Foundation/Keys/OperationalLogs',
      'AWS::KMS::Key',
      'KeyPolicy.Statement.1.Condition.ArnNotEquals.aws:PrincipalArn',
      ['arn:aws:iam::111111111111:role/another'],
    ),
  ],
  [
    'OperationalLogLock',
    'its key encrypts another store',
    (app, environment) => {
      const { keys } = stackOf(app, `${environment}-Foundation`) as never as { keys: { operationalLogs: IKey } };
      const queue = { type: 'AWS::SQS::Queue', properties: { KmsMasterKeyId: keys.operationalLogs.keyArn } };
      const shared = new CfnResource(stackOf(app, `${environment}-Foundation`), 'Shared', queue);
      shared.addPropertyOverride('Tags', [{ Key: 'retention', Value: 'undeliveredLogs' }]);
      shared.addPropertyOverride('MessageRetentionPeriod', 259_200);
    },
  ],
  [
    'NothingLeftBehind',
    'earlier versions are kept',
    override(operational, bucket, `${rulesOf}.0.NoncurrentVersionExpiration`, undefined),
  ],
  [
    'NothingLeftBehind',
    'unfinished uploads are kept',
    override(operational, bucket, `${rulesOf}.0.AbortIncompleteMultipartUpload`, undefined),
  ],
  [
    'NothingLeftBehind',
    'an inventory lists records elsewhere',
    override(operational, bucket, 'InventoryConfigurations', [{ Id: 'all' }]),
  ],
  [
    'NothingLeftBehind',
    'an erased account can be restored for a month',
    override(
      'Foundation/Stores/Accounts',
      'AWS::DynamoDB::Table',
      'PointInTimeRecoverySpecification.RecoveryPeriodInDays',
      35,
    ),
  ],
  [
    'NothingLeftBehind',
    'accounts are backed up',
    (app, environment) => {
      const { stores } = stackOf(app, `${environment}-Foundation`) as never as { stores: { accounts: ITable } };
      resourceAt(app, `${environment}-Operations/Backups`, 'AWS::Backup::BackupSelection').addPropertyOverride(
        'BackupSelection.Resources',
        [stores.accounts.tableArn],
      );
    },
  ],
  [
    'ReadersDeclared',
    'a function may read the statistics',
    (app, environment) => {
      const { stores } = stackOf(app, `${environment}-Foundation`) as never as { stores: { analytics: Bucket } };
      const role = stackOf(app, `${environment}-Gateway`).node.findChild('RegistrarRole') as Role;
      const resources = [`${stores.analytics.bucketArn}/*`];
      role.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:Get*'], resources }));
    },
  ],
  [
    'ReadersDeclared',
    'another role is let in to the records',
    (app, environment) => {
      const { stores } = stackOf(app, `${environment}-Foundation`) as never as {
        stores: { operationalLogs: OperationalLogBucket };
      };
      const role = stackOf(app, `${environment}-Gateway`).node.findChild('RegistrarRole') as Role;
      (role.node.defaultChild as CfnRole).roleName = 'registrar';
      stores.operationalLogs.allowReading(role);
    },
  ],
  [
    'ReadsRecorded',
    'reading is not recorded',
    override('Operations/ReadingTrail', 'AWS::CloudTrail::Trail', 'AdvancedEventSelectors.0', undefined),
  ],
  [
    'ReadsRecorded',
    'the trail is switched off',
    override('Operations/ReadingTrail', 'AWS::CloudTrail::Trail', 'IsLogging', false),
  ],
];
