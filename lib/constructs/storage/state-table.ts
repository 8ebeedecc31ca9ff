import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { stateRemoval } from '../security/state-removal';

export interface StateTableProps {
  readonly partitionKey: string;
  /** A number that orders the rows of one partition. @default a partition has one row */
  readonly sortKey?: string;
  readonly key: IKey;
  /** Keeps the table when its stack goes, and refuses its deletion by hand. */
  readonly retain: boolean;
  /** Attribute with the epoch second after which a row is gone. @default rows are kept */
  readonly expiry?: string;
  /** Days back to which the table can be restored, 1 to 35, as its retention rule has it. */
  readonly recoverableDays: number;
  /** Attributes that rows can be found by; each index has its attribute's name and holds the keys only. @default none */
  readonly indexes?: readonly string[];
}

export type TableAction = 'GetItem' | 'PutItem' | 'UpdateItem' | 'DeleteItem' | 'Query' | 'Scan';

const reads: readonly TableAction[] = ['GetItem', 'Query', 'Scan'];

/** A table of the platform's state: paid by request, its own key, restorable to any second of its last days. */
export class StateTable extends Table {
  constructor(scope: Construct, id: string, props: StateTableProps) {
    const { partitionKey, sortKey, key, retain, expiry, recoverableDays, indexes = [] } = props;
    super(scope, id, {
      partitionKey: { name: partitionKey, type: AttributeType.STRING },
      ...(sortKey && { sortKey: { name: sortKey, type: AttributeType.NUMBER } }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      pointInTimeRecoverySpecification: {
        pointInTimeRecoveryEnabled: true,
        recoveryPeriodInDays: recoverableDays,
      },
      removalPolicy: stateRemoval(retain),
      ...(expiry && { timeToLiveAttribute: expiry }),
    });
    for (const name of indexes) {
      this.addGlobalSecondaryIndex({
        indexName: name,
        partitionKey: { name, type: AttributeType.STRING },
        projectionType: ProjectionType.KEYS_ONLY,
      });
    }
  }

  /** Allows just these actions, not the broad sets of `grantReadData`, and the use of the table's key they need. */
  allow(grantee: IGrantable, ...actions: readonly TableAction[]): void {
    this.#allowOn([this.tableArn], grantee, actions);
  }

  /** Allows finding rows through these indexes. */
  allowIndexes(grantee: IGrantable, ...names: readonly string[]): void {
    const arns = names.map((name) => `${this.tableArn}/index/${name}`);
    this.#allowOn(arns, grantee, ['Query']);
  }

  // Not by the table's own `grant`, which takes in every index by a wildcard.
  #allowOn(resourceArns: string[], grantee: IGrantable, actions: readonly TableAction[]) {
    Grant.addToPrincipal({ grantee, resourceArns, actions: actions.map((action) => `dynamodb:${action}`) });
    const writes = actions.some((action) => !reads.includes(action));
    this.encryptionKey?.grant(grantee, 'kms:Decrypt', ...(writes ? ['kms:Encrypt', 'kms:GenerateDataKey'] : []));
  }
}
