import { randomUUID } from 'node:crypto';
import { isRandomUuid } from '../../../domain/http/random-id';
import { requestIds } from '../../../domain/http/request-ids';
import { holdsNhsNumber } from '../../../domain/nhs-number';
import { loggedIds } from '../../../domain/relay/relay-log';

const patient = '9434765919';
/** As `uuid` of version 7 makes them, and of the version that most callers use. */
const drawn = ['018f3c5e-7a2b-7c4d-9e1f-3a5b7c9d1e2f', '60E0B220-8136-4CA5-AE46-1D97EF59D068', randomUUID()];
const notDrawn = [
  ['the nil UUID', '00000000-0000-0000-0000-000000000000'],
  ['version 1, which holds an address and a time', 'c232ab00-9414-11ec-b3c8-9f6bdeced846'],
  ['version 5, which is the hash of a name', '2ed6657d-e927-568b-95e1-2665a8aea6a2'],
  ['version 8, which is whatever its maker likes', '2489e9ad-2ee2-8e00-8ec9-32d5f69181c0'],
  ['another variant', '60e0b220-8136-4ca5-ce46-1d97ef59d068'],
  ['a number with zeros', `00000000-0000-4000-8000-00${patient}`],
  ['a number in front', `${patient.slice(0, 8)}-${patient.slice(8)}00-4000-8000-000000000000`],
  ['a number behind one letter again and again', `aaaaaaaa-aaaa-4aaa-8aaa-aa${patient}`],
  ['a number behind letters in a row', `abcdefab-cdef-4abc-8def-ab${patient}`],
  ['a number where version 7 has its time', `${patient.slice(0, 8)}-${patient.slice(8)}ab-7c1d-8e2f-3a5b7c9d1e2f`],
  ['digits alone', '12735489-1274-4368-8125-943476591927'],
  ['braces', '{60e0b220-8136-4ca5-ae46-1d97ef59d068}'],
  ['32 digits', '60e0b22081364ca5ae461d97ef59d068'],
  ['two of them', '60e0b220-8136-4ca5-ae46-1d97ef59d068, 60e0b220-8136-4ca5-ae46-1d97ef59d068'],
  ['words', 'not a guid'],
] as const;

test('every UUID that was drawn at random is taken for one', () => {
  const all = [...drawn, ...Array.from({ length: 20_000 }, () => randomUUID())];
  expect(all.filter((id) => !isRandomUuid(id)).length).toBeLessThan(2);
});

test.each(drawn)('%s is the request id, and is logged', (id) => {
  const ids = requestIds([['x-request-id', id]], 'gateway-1');
  expect(ids.requestId).toBe(id);
  if (!holdsNhsNumber(id)) expect(loggedIds(ids)).toEqual({ requestId: 'gateway-1', xRequestId: id });
});

test.each(notDrawn)('%s is no request id, and is not logged as a correlation id either', (_, id) => {
  const ids = requestIds(
    [
      ['X-Request-ID', id],
      ['X-Correlation-ID', id],
    ],
    'gateway-1',
  );
  expect(ids).toEqual({ gatewayId: 'gateway-1', requestId: 'gateway-1', correlationId: id });
  expect(loggedIds(ids)).toEqual({ requestId: 'gateway-1' });
});

test.each([
  `60e0b220-8136-4ca5-ae46-1d${patient}`,
  `${patient.slice(0, 8)}-${patient.slice(8)}b2-4ca5-ae46-1d97ef59d068`,
])('a random id in whose digits an NHS number stands is mirrored, and never logged: %s', (id) => {
  const ids = requestIds([['X-Request-ID', id]], 'gateway-1');
  expect(ids.requestId).toBe(id);
  expect(JSON.stringify(loggedIds(ids)).includes(id)).toBe(!holdsNhsNumber(id));
});
