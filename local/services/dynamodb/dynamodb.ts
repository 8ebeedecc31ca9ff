import * as z from 'zod';
import { own } from '../../../domain/own';
import type { AwsService } from '../../cloud/endpoint/aws-service';
import { jsonError } from '../../cloud/endpoint/json-service';
import { ServiceFailure } from '../../cloud/faults/service-failure';
import type { Caller } from '../../cloud/iam/caller';
import type { DynamoEngine } from './dynamo-engine';

/** What the host must know of a table beyond what the engine keeps. */
export interface TableSettings {
  readonly name: string;
  readonly arn: string;
  /** Customer-managed key; absent where AWS owns the key. */
  readonly keyName?: string;
  /** Attribute that holds the epoch second after which an item is deleted. */
  readonly ttlAttribute?: string;
}

/** The tables of the account, by name. */
export type Tables = Map<string, TableSettings>;

export interface DynamoDbNeeds {
  readonly engine: DynamoEngine;
  readonly tables: Tables;
  /** Throws where the caller may use the table but not its key. */
  authorizeKeyUse(caller: Caller, table: TableSettings): void;
}

const request = z.looseObject({
  TableName: z.string().optional(),
  IndexName: z.string().optional(),
  RequestItems: z.record(z.string(), z.unknown()).optional(),
});

const metadataOperations = ['DescribeTable', 'DescribeTimeToLive', 'ListTagsOfResource'];

/** DynamoDB: who may is decided here, what happens by the engine. */
export function dynamodb({ engine, tables, authorizeKeyUse }: DynamoDbNeeds): AwsService {
  const tableNamed = (name: string): TableSettings => {
    const table = tables.get(name.split('/').at(-1) ?? name);
    if (!table) throw new ServiceFailure('ResourceNotFoundException', 'Requested resource not found');
    return table;
  };

  return {
    async answer({ headers, body, caller }) {
      try {
        const operation = headers['x-amz-target']?.split('.').at(-1) ?? '';
        const { TableName, IndexName, RequestItems } = request.parse(JSON.parse(body.toString() || '{}'));
        if (operation === 'ListTables') caller.authorize('dynamodb:ListTables', '*');
        for (const name of RequestItems ? Object.keys(RequestItems) : TableName ? [TableName] : []) {
          const table = tableNamed(name);
          caller.authorize(`dynamodb:${operation}`, IndexName ? `${table.arn}/index/${IndexName}` : table.arn);
          if (!metadataOperations.includes(operation)) authorizeKeyUse(caller, table);
        }
        return await engine.forward(forwarded(headers), body);
      } catch (error) {
        return jsonError(error, 'application/x-amz-json-1.0');
      }
    },
  };
}

const forwarded = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    ['authorization', 'content-type', 'x-amz-date', 'x-amz-target'].map((name) => [name, own(headers, name) ?? '']),
  );
