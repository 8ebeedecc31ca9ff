import * as z from 'zod';
import type { Cloud } from '../../cloud/cloud';
import { flag, type ResourceType, resourceType } from '../../cloud/resources/resource-type';
import type { DynamoEngine } from './dynamo-engine';
import type { Tables } from './dynamodb';

interface Needs {
  readonly cloud: Pick<Cloud, 'account'>;
  readonly dynamodb: { readonly engine: DynamoEngine; readonly tables: Tables };
}

const schema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));
const index = z.object({ IndexName: z.string(), KeySchema: schema, Projection: z.unknown() });
const tableProperties = z.object({
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
type Table = z.infer<typeof tableProperties>;

export const table = ({ cloud: { account }, dynamodb: { engine, tables } }: Needs): ResourceType =>
  resourceType(tableProperties, {
    replacedBy: ['TableName', 'KeySchema', 'LocalSecondaryIndexes'],
    async provision(properties, { physicalId }) {
      const name = properties.TableName ?? physicalId;
      await ensureTable(engine, name, properties);
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
    async remove(_properties, { ref }) {
      tables.delete(ref);
      await engine.call('DeleteTable', { TableName: ref }).catch(isAbsent);
    },
  });

const described = z.object({ Table: z.object({ KeySchema: schema }) });

async function ensureTable(engine: DynamoEngine, name: string, properties: Table): Promise<void> {
  const existing = await engine.call('DescribeTable', { TableName: name }).catch(isAbsent);
  if (existing !== undefined) {
    const kept = described.parse(existing).Table.KeySchema;
    if (JSON.stringify(kept) === JSON.stringify(properties.KeySchema)) return;
    throw new Error(`the table ${name} of an earlier run has another key: start with --fresh`);
  }
  await engine.call('CreateTable', {
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
