import * as z from 'zod';
import { RevisedRows } from '../../adapters/aws/revised-rows';
import { MemoryRevisedRows } from '../memory/memory-revised-rows';
import { aDynamoTable } from './a-dynamo-table';

const table = 'products';
const row = z.object({ id: z.string(), revision: z.number() });
let dynamo: Awaited<ReturnType<typeof aDynamoTable>>;
beforeAll(async () => {
  dynamo = await aDynamoTable({ table, key: 'id' });
});
afterAll(() => dynamo.close());

test.each<[string, () => RevisedRows<z.infer<typeof row>> | MemoryRevisedRows<z.infer<typeof row>>]>([
  ['memory', () => new MemoryRevisedRows()],
  ['DynamoDB', () => new RevisedRows(dynamo.dynamo, table, row)],
])('rows on %s are all found by their ids, each once', async (_, someRows) => {
  const rows = someRows();
  for (const id of ['one', 'other']) await rows.save({ id, revision: 1 });
  await rows.save({ id: 'one', revision: 2 });
  const found: string[] = [];
  for await (const id of rows.ids()) found.push(id);
  expect(found.sort()).toEqual(['one', 'other']);
});
