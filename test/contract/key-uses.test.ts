import { DynamoKeyUses } from '../../adapters/aws/dynamo-key-uses';
import type { KeyUses } from '../../domain/applications/key-uses';
import { MemoryKeyUses } from '../memory/memory-key-uses';
import { aDynamoTable } from './a-dynamo-table';

const table = 'key-uses';
let dynamo: Awaited<ReturnType<typeof aDynamoTable>>;
beforeAll(async () => {
  dynamo = await aDynamoTable({ table, key: 'id' });
});
afterAll(() => dynamo.close());

describe.each<[string, () => KeyUses]>([
  ['memory', () => new MemoryKeyUses()],
  ['DynamoDB', () => new DynamoKeyUses(dynamo.dynamo, table)],
])('uses of keys on %s', (_technology, anyUses) => {
  test('are known by kind and id, each with its last day', async () => {
    const uses = anyUses();
    await uses.note('app-1', { kind: 'apiKeys', id: 'k1' }, '2026-11-25');
    await uses.note('app-1', { kind: 'apiKeys', id: 'k1' }, '2026-11-26');
    await uses.note('app-1', { kind: 'jwks', id: 'k1 of "ours"#:.é' }, '2026-11-24');
    expect(await uses.of('app-1')).toEqual(
      new Map([
        ['apiKeys k1', '2026-11-26'],
        ['jwks k1 of "ours"#:.é', '2026-11-24'],
      ]),
    );
  });

  test('of an application that never called are none', async () => {
    expect(await anyUses().of('nobody')).toEqual(new Map());
  });
});
