import { z } from 'zod';
import { flag, providerOf } from '../../cloud/resources/provider-of';
import type { ResourceProvider } from '../../cloud/resources/resource-provider';
import type { Engines } from '../../start/engines';

const schema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));
const index = z.object({ IndexName: z.string(), KeySchema: schema, Projection: z.unknown() });
const table = z.object({
  TableName: z.string().optional(),
  KeySchema: schema,
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  GlobalSecondaryIndexes: z.array(index).optional(),
  LocalSecondaryIndexes: z.array(index).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string(), Enabled: flag }).optional(),
  SSESpecification: z.object({ KMSMasterKeyId: z.string().optional() }).optional(),
  // Where a `GlobalTable` names its key; this account runs its only replica.
  Replicas: z
    .array(z.object({ SSESpecification: z.object({ KMSMasterKeyId: z.string().optional() }).optional() }))
    .default([]),
});
type Table = z.infer<typeof table>;

export const tableProviders = (engines: Engines): readonly ResourceProvider[] => [
  providerOf(
    ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
    table,
    async (properties, { physicalId }) => {
      const name = properties.TableName ?? physicalId;
      await ensureTable(engines, name, properties);
      const { account, tables } = engines;
      const arn = `arn:aws:dynamodb:${account.region}:${account.id}:table/${name}`;
      const keyName = (properties.SSESpecification ?? properties.Replicas[0]?.SSESpecification)?.KMSMasterKeyId;
      const ttl = properties.TimeToLiveSpecification;
      tables.set(name, {
        name,
        arn,
        ...(keyName && { keyName }),
        ...(ttl?.Enabled && { ttlAttribute: ttl.AttributeName }),
      });
      return { ref: name, attributes: { Arn: arn, TableId: name } };
    },
    async (_properties, { ref }) => {
      engines.tables.delete(ref);
      await engines.dynamo.call('DeleteTable', { TableName: ref }).catch(isAbsent);
    },
  ),
];

const described = z.object({ Table: z.object({ KeySchema: schema }) });

async function ensureTable({ dynamo }: Engines, name: string, properties: Table): Promise<void> {
  const existing = await dynamo.call('DescribeTable', { TableName: name }).catch(isAbsent);
  if (existing !== undefined) {
    const kept = described.parse(existing).Table.KeySchema;
    if (JSON.stringify(kept) === JSON.stringify(properties.KeySchema)) return;
    throw new Error(`the table ${name} of an earlier run has another key: start with --fresh`);
  }
  await dynamo.call('CreateTable', {
    TableName: name,
    KeySchema: properties.KeySchema,
    AttributeDefinitions: properties.AttributeDefinitions,
    BillingMode: 'PAY_PER_REQUEST',
    ...(properties.GlobalSecondaryIndexes && { GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes }),
    ...(properties.LocalSecondaryIndexes && { LocalSecondaryIndexes: properties.LocalSecondaryIndexes }),
  });
}

function isAbsent(error: { code?: string }): undefined {
  if (error.code === 'ResourceNotFoundException') return undefined;
  throw error;
}
