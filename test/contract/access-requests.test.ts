import { DynamoAccessRequests } from '../../adapters/aws/dynamo-access-requests';
import { type AccessRequests, recordStep, requestId } from '../../domain/applications/access-request';
import { mostSteps } from '../../domain/applications/step';
import { aClock } from '../builders';
import { MemoryAccessRequests } from '../memory/memory-access-requests';
import { aDynamoTable } from './a-dynamo-table';

const table = 'access-requests';
let dynamo: Awaited<ReturnType<typeof aDynamoTable>>;
beforeAll(async () => {
  dynamo = await aDynamoTable({ table, key: 'id', indexes: ['api'] });
});
afterAll(() => dynamo.close());

describe.each<[string, () => AccessRequests]>([
  ['memory', () => new MemoryAccessRequests()],
  ['DynamoDB', () => new DynamoAccessRequests(dynamo.dynamo, table)],
])('access requests on %s', (technology, aStore) => {
  const step = (application: string, api: string, what = 'developer asks') =>
    ({ application, api, by: 'account ada', what }) as const;

  test('are found by their API', async () => {
    const requests = aStore();
    const needs = { requests, clock: aClock() };
    const api = `${technology}-api`;
    await recordStep(needs, step('one', api));
    await recordStep(needs, step('two', api));
    await recordStep(needs, step('three', `${api}-other`));
    expect([...(await requests.applicationsOf(api))].sort()).toEqual(['one', 'two']);
    expect(await requests.applicationsOf(`${technology}-none`)).toEqual([]);
  });

  test('lose no step of many writers at once', async () => {
    const requests = aStore();
    const needs = { requests, clock: aClock() };
    const api = `${technology}-busy`;
    const steps = Array.from({ length: 20 }, (_, at) => recordStep(needs, step('one', api, `step ${at}`)));
    await Promise.all(steps);
    expect((await requests.find(requestId('one', api)))?.history).toHaveLength(20);
  });

  test('keep how it began, and the latest', async () => {
    const requests = aStore();
    const needs = { requests, clock: aClock() };
    const api = `${technology}-long`;
    for (let at = 0; at < mostSteps + 5; at += 1) await recordStep(needs, step('one', api, `step ${at}`));
    const history = (await requests.find(requestId('one', api)))?.history ?? [];
    expect(history).toHaveLength(mostSteps);
    expect([history[0]?.what, history.at(-1)?.what]).toEqual(['step 0', `step ${mostSteps + 4}`]);
  });
});
