import { Aws, Duration, Fn, Stack } from 'aws-cdk-lib';
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import { Schedule } from 'aws-cdk-lib/aws-events';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { retention } from '../../../domain/retention/retention';
import { acknowledge } from '../security/acknowledge';
import { stateRemoval } from '../security/state-removal';
import { keptAs } from '../storage/kept-as';
import type { StateTable } from '../storage/state-table';

export interface BackupsProps {
  readonly environment: string;
  readonly tables: readonly StateTable[];
  /** Locks the vault: then nobody, the account's administrator included, can shorten or delete what it holds. */
  readonly retain: boolean;
}

/** Until then a lock made in error can be taken back; afterwards never. */
const lockedAfter = Duration.days(14);
/** So that a copy is there on the day its source is found broken. */
const keptAtLeast = Duration.days(7);

/**
 * A recovery point a day of what the platform cannot make again, apart from its tables: point-in-time recovery goes
 * when its table goes. Nothing that expires by a promise is in it, and it ages out itself.
 */
export class Backups extends Construct {
  readonly vaultName: string;
  /** Recovery points a day. */
  readonly perDay: number;

  constructor(scope: Construct, id: string, { environment, tables, retain }: BackupsProps) {
    super(scope, id);
    const keptFor = Duration.days(retention.backups.keptFor.days);
    const removalPolicy = stateRemoval(retain);
    const vault = new BackupVault(this, 'Vault', {
      // A vault that is kept must not stand in the way of the next stack's: the name ends as the stack's own id begins.
      backupVaultName: `dip-${environment}-${Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))))}`,
      encryptionKey: new Key(this, 'Key', {
        description: 'Encrypts recovery points',
        enableKeyRotation: true,
        pendingWindow: Duration.days(30),
        removalPolicy,
      }),
      removalPolicy,
      ...(retain && {
        lockConfiguration: { minRetention: keptAtLeast, maxRetention: keptFor, changeableFor: lockedAfter },
      }),
    });
    keptAs(vault, 'backups');
    const plan = new BackupPlan(this, 'Plan', {
      backupPlanName: Stack.of(this).stackName,
      backupVault: vault,
      backupPlanRules: [
        new BackupPlanRule({
          ruleName: 'Daily',
          scheduleExpression: Schedule.cron({ hour: '2', minute: '15' }),
          startWindow: Duration.hours(1),
          completionWindow: Duration.hours(6),
          deleteAfter: keptFor,
        }),
      ],
    });
    plan.addSelection('Tables', {
      role: this.#backupRole(),
      resources: tables.map((table) => BackupResource.fromArn(table.tableArn)),
    });
    this.vaultName = vault.backupVaultName;
    this.perDay = tables.length;
  }

  // Two policies, as restoring is a right of its own: the drill in docs/runbooks/backup-missing.md needs it.
  #backupRole() {
    const names = ['AWSBackupServiceRolePolicyForBackup', 'AWSBackupServiceRolePolicyForRestores'];
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('backup.amazonaws.com'),
      managedPolicies: names.map((name) => ManagedPolicy.fromAwsManagedPolicyName(`service-role/${name}`)),
    });
    for (const name of names) {
      acknowledge(role, {
        rule: `IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/${name}]`,
        reason: 'AWS Backup changes what it needs with its own releases, and keeps this policy in step',
      });
    }
    return role;
  }
}
