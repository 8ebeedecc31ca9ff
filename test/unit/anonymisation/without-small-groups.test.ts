import fc from 'fast-check';
import { type AnonymousRow, requestFields } from '../../../domain/logs/anonymisation/anonymous-row';
import { withoutSmallGroups } from '../../../domain/logs/anonymisation/without-small-groups';

const row = fc.record({
  kind: fc.constant('request' as const),
  hour: fc.integer({ min: 9, max: 10 }),
  operation: fc.constantFrom('GET /a', 'GET /b', 'POST /a'),
  statusClass: fc.constantFrom('2xx', '4xx', '5xx'),
  latencyUpTo: fc.constantFrom(25, 50, 1000),
  errorClass: fc.constantFrom('none', 'target'),
  accessMode: fc.constantFrom('open', 'app-level3'),
  organisationType: fc.constantFrom('gp-practice', 'pharmacy'),
  requests: fc.integer({ min: 1, max: 30 }),
});
const distinct = { selector: (one: AnonymousRow) => JSON.stringify({ ...one, requests: 0 }) };
const rows = fc.uniqueArray(row, { maxLength: 40, ...distinct });
const total = (counted: readonly AnonymousRow[]) => counted.reduce((sum, { requests }) => sum + requests, 0);
const told = (one: AnonymousRow) => requestFields.filter((field) => one[field] !== undefined);

test('every request stands in exactly one row', () => {
  fc.assert(fc.property(rows, (counted) => total(withoutSmallGroups(counted, 10)) === total(counted)));
});

test('no row counts fewer than the smallest group, unless all requests together are fewer: then nothing is told', () => {
  fc.assert(
    fc.property(rows, (counted) => {
      const kept = withoutSmallGroups(counted, 10);
      if (total(counted) >= 10) return kept.every(({ requests }) => requests >= 10);
      return kept.length <= 1 && kept.every((one) => told(one).length === 0);
    }),
  );
});

test('what a row tells is true of requests that were made, and of enough of them', () => {
  fc.assert(
    fc.property(rows, (counted) =>
      withoutSmallGroups(counted, 10).every((kept) => {
        const alike = counted.filter((one) => told(kept).every((field) => one[field] === kept[field]));
        return total(alike) >= kept.requests;
      }),
    ),
  );
});

const alike: AnonymousRow = {
  kind: 'request',
  hour: 10,
  operation: 'GET /a',
  statusClass: '2xx',
  latencyUpTo: 25,
  errorClass: 'none',
  accessMode: 'open',
  organisationType: 'pharmacy',
  requests: 24,
};

test('a group that is large enough keeps all it tells', () => {
  expect(withoutSmallGroups([alike], 10)).toEqual([alike]);
});

test('one request that differs takes from its like only the field in which it does', () => {
  const { latencyUpTo: _, ...others } = alike;
  const slow = { ...alike, latencyUpTo: 1000, requests: 1 };
  expect(withoutSmallGroups([alike, slow], 10)).toEqual([{ ...others, requests: 25 }]);
});

test('the few that are left hide where the least is lost', () => {
  const busy = { ...alike, operation: 'GET /busy', requests: 9000 };
  const few = { ...alike, operation: 'GET /few', statusClass: '4xx', requests: 2 };
  const kept = withoutSmallGroups([busy, alike, few], 10);
  expect(kept).toContainEqual(busy);
  expect(kept).toContainEqual(expect.objectContaining({ hour: 10, accessMode: 'open', requests: 26 }));
});
