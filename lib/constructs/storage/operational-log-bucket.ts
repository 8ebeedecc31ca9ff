import { Lazy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, CfnRole, Effect, type IPrincipal, type IRole, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { Failure } from '../../../domain/failure';
import { retention } from '../../../domain/retention/retention';
import { expireAfter, StoreBucket, type StoreBucketProps } from './store-bucket';

/** Where redacted access records are, one prefix for each API. */
export const recordsPrefix = 'api=';
/** Where the redacted logs of producers' functions are, by API too. */
export const functionLogsPrefix = 'functions=';
/** Where records go that the redactor could not be given: unredacted, locked and short-lived. */
export const undeliveredPrefix = 'errors/';
/** Id under which CloudWatch counts requests to that prefix. */
export const undeliveredCount = 'undelivered';

export interface OperationalLogBucketProps extends Pick<StoreBucketProps, 'retain' | 'accessLogs'> {
  /** Encrypts this bucket and nothing else. */
  readonly key: Key;
  /** Who may take on the roles that read. */
  readonly people: IPrincipal;
}

/**
 * Where access records rest. A grant alone opens none of them: the bucket's policy denies reading, and the key's policy
 * decrypting, to everybody who is not let in here, whatever else they are allowed.
 */
export class OperationalLogBucket extends StoreBucket {
  readonly key: Key;
  /** May read redacted records, with a second factor. */
  readonly reader: Role;
  readonly #mayRead: string[] = [];
  readonly #mayDecrypt: string[] = [];

  constructor(scope: Construct, id: string, { key, retain, accessLogs, people: assumedBy }: OperationalLogBucketProps) {
    super(scope, id, {
      key,
      retain,
      accessLogs,
      lifecycleRules: [
        expireAfter(retention.operationalLogs.keptFor.days),
        expireAfter(retention.undeliveredLogs.keptFor.days, undeliveredPrefix),
      ],
      countedPrefixes: { [undeliveredCount]: undeliveredPrefix },
      announcesObjects: true,
    });
    this.key = key;
    this.reader = new Role(scope, 'OperationalLogReader', { assumedBy });
    for (const prefix of [recordsPrefix, functionLogsPrefix]) this.allowReading(this.reader, prefix);
    this.allowList(this.reader);
    const repairer = new Role(scope, 'UndeliveredLogReader', { assumedBy });
    this.allowReading(repairer, undeliveredPrefix);
    this.allowList(repairer);
    this.#deny('RecordsAreLocked', '', Lazy.list({ produce: () => this.#mayRead }));
    this.#deny('UndeliveredRecordsAreLocked', undeliveredPrefix, [repairer.roleArn]);
    this.#lockKey();
  }

  /**
   * Lets a role read what is under `prefix`. A role of a later stack bears a name, as this stack's policies cannot
   * refer to it.
   * @throws Failure where it has none
   */
  allowReading(role: Role, prefix: string = recordsPrefix): void {
    this.#letIn(role, this.#mayRead);
    this.#letIn(role, this.#mayDecrypt);
    this.allowObjects(role, ['GetObject'], prefix);
  }

  /** Lets a role write records, in several parts too, for which S3 has it decrypt; it can read none. */
  allowDelivery(role: Role): void {
    this.#letIn(role, this.#mayDecrypt);
    this.allowObjects(role, ['PutObject', 'AbortMultipartUpload']);
  }

  #letIn(role: Role, list: string[]): void {
    const arn = arnOf(role, Stack.of(this));
    if (!list.includes(arn)) list.push(arn);
  }

  #deny(sid: string, prefix: string, except: string[]): void {
    this.addToResourcePolicy(
      new PolicyStatement({
        sid,
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTorrent'],
        resources: [this.arnForObjects(`${prefix}*`)],
        conditions: { ArnNotEquals: { 'aws:PrincipalArn': except } },
      }),
    );
  }

  #lockKey(): void {
    const deny = (sid: string, conditions: Record<string, unknown>) =>
      this.key.addToResourcePolicy(
        new PolicyStatement({
          sid,
          effect: Effect.DENY,
          principals: [new AnyPrincipal()],
          actions: ['kms:Decrypt', 'kms:ReEncryptFrom'],
          resources: ['*'],
          conditions,
        }),
      );
    const except = Lazy.list({ produce: () => this.#mayDecrypt });
    deny('RecordsAreLocked', { ArnNotEquals: { 'aws:PrincipalArn': except } });
    const s3 = `s3.${Stack.of(this).region}.amazonaws.com`;
    deny('RecordsAreReadInTheirBucketOnly', { StringNotEquals: { 'kms:ViaService': s3 } });
  }
}

function arnOf(role: IRole, stack: Stack): string {
  if (Stack.of(role) === stack) return role.roleArn;
  const { defaultChild } = role.node;
  const name = CfnRole.isCfnRole(defaultChild) ? defaultChild.roleName : undefined;
  if (name) return stack.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: name });
  throw new Failure('invalid_configuration', `${role.node.path} needs a roleName: the lock stands in an earlier stack`);
}
