import { join } from 'node:path';
import type { Cloud } from '../../cloud/cloud';
import type { KeyStore } from '../kms/key-store';
import { startDynamoEngine } from './dynamo-engine';
import { dynamodb, type Tables } from './dynamodb';

interface Needs {
  readonly cloud: Pick<Cloud, 'account' | 'state'>;
  readonly kms: { readonly keys: KeyStore };
}

export async function startDynamoDb({ cloud: { account, state }, kms: { keys } }: Needs) {
  const engine = await startDynamoEngine(join(state.path, 'dynamodb'));
  const tables: Tables = new Map();
  const api = dynamodb({
    engine,
    tables,
    // The caller needs the table's key for reads and writes alike, as DynamoDB decrypts the table key in its name:
    // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
    authorizeKeyUse: (caller, { name, keyName }) =>
      keys.authorizeUse(caller, {
        keyName,
        service: 'dynamodb',
        actions: ['Decrypt'],
        encryptionContext: { 'aws:dynamodb:tableName': name, 'aws:dynamodb:subscriberId': account.id },
      }),
  });
  return { engine, tables, api };
}
