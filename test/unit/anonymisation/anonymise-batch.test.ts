import type { SQSEvent } from 'aws-lambda';
import type { AnonymisedHour } from '../../../domain/logs/anonymisation/anonymise-hour';
import { makeAnonymiseBatch } from '../../../lambdas/anonymiser/anonymise-batch';

const written: AnonymisedHour = { outcome: 'written', records: 3, malformed: 0, repeated: 0 };
const message = (messageId: string, body: unknown) =>
  ({ messageId, body: typeof body === 'string' ? body : JSON.stringify(body) }) as SQSEvent['Records'][number];
const delivered = (key: string) => ({
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { bucket: { name: 'logs' }, object: { key, size: 12 } },
});

function aBatch(fails: readonly string[] = [], before: Readonly<Record<string, string>> = {}) {
  const done: string[] = [];
  const failures: unknown[] = [];
  const anonymiseBatch = makeAnonymiseBatch({
    hourBefore: async (hour) => (Object.hasOwn(before, hour) ? before[hour] : undefined),
    async anonymiseHour(hour) {
      if (fails.includes(hour)) throw new Error('S3 is away');
      done.push(hour);
      return written;
    },
    onAnonymised: () => undefined,
    onFailed: (error) => failures.push(error),
  });
  return { anonymiseBatch, done, failures };
}

const hours = ['09', '10', '11'].map((hour) => `api=hello-world/year=2026/month=01/day=31/hour=${hour}/`);
const [nine = '', ten = '', eleven = ''] = hours;

test('an hour is counted once, however many of its objects are announced', async () => {
  const { anonymiseBatch, done } = aBatch();
  const Records = [`${nine}a.gz`, `${ten}a.gz`, `${nine}b.gz`].map((key) => message(key, delivered(key)));
  expect(await anonymiseBatch({ Records })).toEqual({ batchItemFailures: [] });
  expect(done).toEqual([nine, ten]);
});

test('the hour before one is counted too, as it is over then, and none twice', async () => {
  const { anonymiseBatch, done } = aBatch([], { [ten]: nine, [eleven]: ten });
  const Records = [ten, eleven].map((hour) => message(hour, delivered(`${hour}a.gz`)));
  expect(await anonymiseBatch({ Records })).toEqual({ batchItemFailures: [] });
  expect(done).toEqual([ten, nine, eleven]);
});

test('only the messages whose hour failed come again', async () => {
  const { anonymiseBatch, done, failures } = aBatch([ten]);
  const Records = [nine, ten, eleven, ten].map((hour, n) => message(`of ${n}`, delivered(`${hour}${n}.gz`)));
  expect(await anonymiseBatch({ Records })).toEqual({
    batchItemFailures: [{ itemIdentifier: 'of 1' }, { itemIdentifier: 'of 3' }],
  });
  expect(done).toEqual([nine, eleven]);
  expect(failures).toHaveLength(1);
});

test.each([
  ['not JSON'],
  [{}],
  [{ ...delivered(`${nine}a`), source: 'mallory' }],
  [delivered('')],
  [delivered('errors/a')],
])('a message that is no delivery (%j) fails, and ends among the dead letters', async (body) => {
  const { anonymiseBatch, done } = aBatch();
  const Records = [message('odd', body), message('fine', delivered(`${nine}a`))];
  expect(await anonymiseBatch({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier: 'odd' }] });
  expect(done).toEqual([nine]);
});
