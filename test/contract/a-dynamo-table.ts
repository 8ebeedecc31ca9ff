import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';

interface ATable {
  readonly table: string;
  readonly key: string;
  /** A number that orders the rows of one partition. */
  readonly sortKey?: string;
  /** Attributes that rows can be found by, each through an index of its name. */
  readonly indexes?: readonly string[];
}

/** DynamoDB as dynalite answers it, in this process, with one empty table. */
export async function aDynamoTable({ table, key, sortKey, indexes = [] }: ATable) {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new DynamoDBClient({
    region: 'eu-west-2',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const hashKey = (name: string) => [{ AttributeName: name, KeyType: 'HASH' as const }];
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [...hashKey(key), ...(sortKey ? [{ AttributeName: sortKey, KeyType: 'RANGE' as const }] : [])],
      AttributeDefinitions: [
        ...[key, ...indexes].map((name) => ({ AttributeName: name, AttributeType: 'S' as const })),
        ...(sortKey ? [{ AttributeName: sortKey, AttributeType: 'N' as const }] : []),
      ],
      ...(indexes.length > 0 && {
        GlobalSecondaryIndexes: indexes.map((name) => ({
          IndexName: name,
          KeySchema: hashKey(name),
          Projection: { ProjectionType: 'KEYS_ONLY' },
        })),
      }),
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1 }, { TableName: table });
  const dynamo = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const close = async () => {
    client.destroy();
    server.close();
    await once(server, 'close');
  };
  return { dynamo, close };
}
