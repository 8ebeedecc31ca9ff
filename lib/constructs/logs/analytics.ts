import { Size, Stack } from 'aws-cdk-lib';
import { CfnNamedQuery, CfnWorkGroup } from 'aws-cdk-lib/aws-athena';
import { CfnDatabase } from 'aws-cdk-lib/aws-glue';
import type { IPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { anonymity } from '../../../domain/logs/anonymisation/anonymity';
import { analyticsQueries } from '../../../domain/logs/anonymisation/queries/analytics-queries';
import type { StoreBucket } from '../storage/store-bucket';
import { queryResultPrefix } from '../storage/stores';
import { analyst } from './analyst';
import { requestsTable } from './requests-table';

export interface AnalyticsProps {
  readonly environment: string;
  readonly bucket: StoreBucket;
  /** Who may take on the role that asks. */
  readonly people: IPrincipal;
}

/** The most that one query may read, so that a slip costs little. */
const mostScanned = Size.gibibytes(100);

/** Anonymised records as a table of Athena, the questions to it that have names, and who may ask them. */
export class Analytics extends Construct {
  readonly analyst: Role;

  constructor(scope: Construct, id: string, { environment, bucket, people }: AnalyticsProps) {
    super(scope, id);
    const name = `dip_${environment.replaceAll('-', '_')}`;
    const database = new CfnDatabase(this, 'Database', {
      catalogId: Stack.of(this).account,
      databaseInput: { name, description: 'Anonymised records of access to APIs' },
    });
    const table = requestsTable(this, { database: name, bucketName: bucket.bucketName });
    table.addResourceDependency(database);
    const workGroup = this.#workGroup(environment, bucket);
    this.#namedQueries(`"${name}"."${table.ref}"`, name, workGroup);
    this.analyst = analyst(this, { bucket, workGroup: workGroup.name, database: name, people });
  }

  #workGroup(environment: string, bucket: StoreBucket) {
    return new CfnWorkGroup(this, 'WorkGroup', {
      name: `dip-${environment}`,
      description: 'Questions to anonymised records; results are gone within days',
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: mostScanned.toBytes(),
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: bucket.s3UrlForObject(queryResultPrefix),
          ...(bucket.encryptionKey && {
            encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: bucket.encryptionKey.keyArn },
          }),
        },
      },
    });
  }

  /** Of the last thirty days; Athena asks for the API, as the table has a partition for any that there will be. */
  #namedQueries(table: string, database: string, workGroup: CfnWorkGroup) {
    const since = `cast(date_add('day', -30, current_date) as varchar)`;
    const from = `(select * from ${table} where api = ? and "date" >= ${since})`;
    for (const { name, description, sql } of analyticsQueries) {
      const query = new CfnNamedQuery(this, `Query-${name}`, {
        name,
        description,
        database,
        workGroup: workGroup.name,
        queryString: sql({ from, ...anonymity }).trim(),
      });
      query.addResourceDependency(workGroup);
    }
  }
}
