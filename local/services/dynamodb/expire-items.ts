import * as z from 'zod';
import type { DynamoEngine } from './dynamo-engine';
import type { TableSettings } from './dynamodb';

const item = z.record(z.string(), z.unknown());
const scanned = z.object({ Items: z.array(item), LastEvaluatedKey: item.optional() });
const described = z.object({ Table: z.object({ KeySchema: z.array(z.object({ AttributeName: z.string() })) }) });

/**
 * Deletes the items whose time to live has passed, as DynamoDB does in the background, and answers how many. DynamoDB
 * leaves items alone that expired more than five years ago; nothing here gets so old.
 */
export async function expireItems(engine: DynamoEngine, table: TableSettings, now: Date): Promise<number> {
  if (!table.ttlAttribute) return 0;
  const { Table } = described.parse(await engine.call('DescribeTable', { TableName: table.name }));
  const keys = Table.KeySchema.map(({ AttributeName }) => AttributeName);
  const expression = {
    ExpressionAttributeNames: { '#ttl': table.ttlAttribute },
    ExpressionAttributeValues: { ':now': { N: String(Math.floor(now.getTime() / 1000)) } },
  };
  let deleted = 0;
  let start: z.infer<typeof item> | undefined;
  do {
    const page = scanned.parse(
      await engine.call('Scan', {
        TableName: table.name,
        FilterExpression: '#ttl < :now',
        ...expression,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    for (const one of page.Items) {
      const Key = Object.fromEntries(keys.map((key) => [key, one[key]]));
      await engine.call('DeleteItem', { TableName: table.name, Key });
      deleted += 1;
    }
    start = page.LastEvaluatedKey;
  } while (start);
  return deleted;
}
