import { Stack } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-glue';
import type { Construct } from 'constructs';
import { anonymity } from '../../../domain/logs/anonymisation/anonymity';

export interface RequestsTableProps {
  readonly database: string;
  readonly bucketName: string;
}

const { smallestGroup, roundTo } = anonymity;

const columns = [
  ['kind', 'string', 'request, health or unreadable'],
  ['hour', 'int', '0 to 23, UTC; NULL, as every other column may be, where a row would else be about too few'],
  ['operation', 'string', 'Method and path template'],
  ['status_class', 'string', 'Such as 2xx'],
  ['latency_up_to_ms', 'int', 'Upper bound of the bucket'],
  ['error_class', 'string', 'Which part refused or failed the request'],
  ['access_mode', 'string', 'How the caller proved who they are'],
  ['organisation_type', 'string', 'Of the owner of the application'],
  ['requests', 'bigint', 'How many the row counts'],
] as const;

/**
 * The files of the analytics bucket as a table. Its partitions are projected from the query, so that no crawler reads
 * the bucket and a new day or API needs no deployment. `api` is injected, as producers publish from repositories of
 * their own and no list of APIs here would be complete: a query names the API that it asks about.
 * https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html
 */
export function requestsTable(scope: Construct, { database, bucketName }: RequestsTableProps): CfnTable {
  const location = `s3://${bucketName}/`;
  return new CfnTable(scope, 'Requests', {
    catalogId: Stack.of(scope).account,
    databaseName: database,
    tableInput: {
      name: 'requests',
      description: `Counts of requests; what is shown of them is ${smallestGroup} or more, and a multiple of ${roundTo}`,
      tableType: 'EXTERNAL_TABLE',
      partitionKeys: [
        { name: 'api', type: 'string' },
        { name: 'date', type: 'string' },
      ],
      parameters: {
        classification: 'parquet',
        'projection.enabled': 'true',
        'projection.api.type': 'injected',
        'projection.date.type': 'date',
        'projection.date.format': 'yyyy-MM-dd',
        'projection.date.range': '2026-01-01,NOW',
        'storage.location.template': `${location}api=\${api}/date=\${date}/`,
      },
      storageDescriptor: {
        location,
        columns: columns.map(([name, type, comment]) => ({ name, type, comment })),
        inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
        outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
        serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
      },
    },
  });
}
