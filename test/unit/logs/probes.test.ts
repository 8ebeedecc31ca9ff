import { anonymiseRecord } from '../../../domain/logs/anonymisation/anonymise-record';
import { accessLogFormat } from '../../../domain/logs/records/access-log';
import { monitoringPartition, probingAgent } from '../../../domain/logs/records/log-partition';
import { record, transform } from './a-batch';

interface Call {
  readonly route: string;
  readonly mode?: string;
  readonly agent?: string;
  readonly anonymous?: boolean;
  readonly isGreedy?: boolean;
}

/** The line that API Gateway writes of a call, from the format that it is given. */
const lineOf = ({ route, mode = '-', agent = 'curl/8', anonymous = false, isGreedy = false }: Call) =>
  accessLogFormat({ api: 'growth-charts', anonymous, isGreedy })
    .replace('$context.resourcePath', route)
    .replace('$context.authorizer.route', route)
    .replace('$context.authorizer.mode', mode)
    .replace('$context.identity.userAgent', agent)
    .replace('$context.requestTimeEpoch', '1763600000000')
    .replace('$context.status', '200')
    .replaceAll(/\$context\.[\w.]+/g, '-');

const partitionOf = async (...calls: Call[]) =>
  (await transform(record('1', calls.map((call) => `${lineOf(call)}\n`).join('')))).answered[0]?.api;

test.each<[string, Call]>([
  ['a ping', { route: '/_ping', agent: probingAgent }],
  ['a status', { route: '/_status', agent: probingAgent, mode: 'monitoring' }],
  ['a status that another monitor asked for', { route: '/_status', agent: 'monitor/1', mode: 'monitoring' }],
  ['a ping of an API behind one route', { route: '/_ping', agent: probingAgent, isGreedy: true }],
  ['a ping of an anonymous API', { route: '/_ping', anonymous: true }],
])('the record of %s is stored with those of all other APIs', async (_, call) => {
  expect(await partitionOf(call)).toBe(monitoringPartition);
});

test.each<[string, Call]>([
  ['a ping by whoever it may be', { route: '/_ping' }],
  ['an operation called by what calls itself the prober', { route: '/charts', agent: probingAgent }],
  ['a status that was refused', { route: '/_status' }],
  ['a call of an anonymous API', { route: '/charts', anonymous: true }],
  ['a call with the monitoring key elsewhere', { route: '/charts', mode: 'monitoring' }],
])('the record of %s stays with its API', async (_, call) => {
  expect(await partitionOf(call)).toBe('growth-charts');
});

test('a record of a probe and a consumer’s call stays with the API, whole', async () => {
  const probe: Call = { route: '/_ping', agent: probingAgent };
  expect(await partitionOf(probe, { route: '/charts' })).toBe('growth-charts');
  const { answered } = await transform(record('1', `${lineOf(probe)}\n`));
  expect(JSON.parse(answered[0]?.text ?? '')).toMatchObject({ api: 'growth-charts', route: '/_ping', status: 200 });
});

test('probes of whichever API are counted as health checks', () => {
  const source = { api: monitoringPartition, date: '2025-11-20' };
  const probe = { record: 'access', api: 'growth-charts', route: '/_ping', time: 1763600000000 };
  expect(anonymiseRecord(probe, source)).toEqual({ kind: 'health', date: '2025-11-20', fields: {} });
});
