import type { SQSEvent } from 'aws-lambda';
import type { AnonymisedObject } from '../../../domain/logs/anonymisation/anonymise-object';
import { makeAnonymiseBatch } from '../../../lambdas/anonymiser/anonymise-batch';

const written: AnonymisedObject = { outcome: 'written', records: 3, malformed: 0, repeated: 0 };
const message = (messageId: string, body: unknown) =>
  ({ messageId, body: typeof body === 'string' ? body : JSON.stringify(body) }) as SQSEvent['Records'][number];
const delivered = (key: string) => ({
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { bucket: { name: 'logs' }, object: { key, size: 12 } },
});

function aBatch(fails: readonly string[] = []) {
  const done: string[] = [];
  const failures: unknown[] = [];
  const anonymiseBatch = makeAnonymiseBatch({
    async anonymiseObject(key) {
      if (fails.includes(key)) throw new Error('S3 is away');
      done.push(key);
      return written;
    },
    onAnonymised: () => undefined,
    onFailed: (error) => failures.push(error),
  });
  return { anonymiseBatch, done, failures };
}

test('only the message whose object failed comes again', async () => {
  const { anonymiseBatch, done, failures } = aBatch(['b']);
  const Records = ['a', 'b', 'c'].map((key) => message(`of ${key}`, delivered(key)));
  expect(await anonymiseBatch({ Records })).toEqual({ batchItemFailures: [{ itemIdentifier: 'of b' }] });
  expect(done).toEqual(['a', 'c']);
  expect(failures).toHaveLength(1);
});

test.each([['not JSON'], [{}], [{ ...delivered('a'), source: 'mallory' }], [delivered('')]])(
  'a message that is no delivery (%j) fails, and ends among the dead letters',
  async (body) => {
    const { anonymiseBatch, done } = aBatch();
    expect(await anonymiseBatch({ Records: [message('odd', body), message('fine', delivered('a'))] })).toEqual({
      batchItemFailures: [{ itemIdentifier: 'odd' }],
    });
    expect(done).toEqual(['a']);
  },
);

test('a key is taken as it is: EventBridge does not encode it', async () => {
  const { anonymiseBatch, done } = aBatch();
  await anonymiseBatch({ Records: [message('a', delivered('api=a+b/day=01/%41'))] });
  expect(done).toEqual(['api=a+b/day=01/%41']);
});
