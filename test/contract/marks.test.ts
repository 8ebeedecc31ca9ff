import { KmsMarks } from '../../adapters/aws/kms-marks';
import type { Marks } from '../../domain/oauth/ports';
import { MemoryMarks } from '../memory/memory-marks';
import { aKms } from './a-kms';

const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
const otherKeyId = '1234abcd-12ab-34cd-56ef-1234567890ac';
let kms: Awaited<ReturnType<typeof aKms>>;
beforeAll(async () => {
  kms = await aKms();
  for (const id of [keyId, otherKeyId]) kms.keys.ensure(id, 'HMAC_256', 'GENERATE_VERIFY_MAC');
});
afterAll(() => kms.close());

describe.each<[string, () => Marks, () => Marks]>([
  ['memory', () => new MemoryMarks(), () => new MemoryMarks()],
  ['KMS', () => new KmsMarks(kms.client, keyId), () => new KmsMarks(kms.client, otherKeyId)],
])('marks on %s', (_technology, marks, ofAnotherKey) => {
  test('are the same for the same text, and others for another text and by another key', async () => {
    const ours = marks();
    const mark = await ours.of('9434765919');
    expect(mark).toMatch(/^[\w-]{43}$/);
    expect(await ours.of('9434765919')).toBe(mark);
    expect(await ours.of('9434765918')).not.toBe(mark);
    expect(await ofAnotherKey().of('9434765919')).not.toBe(mark);
  });
});

test('every instance marks alike, and asks KMS once', async () => {
  const send = jest.spyOn(kms.client, 'send');
  const [one, two] = [new KmsMarks(kms.client, keyId), new KmsMarks(kms.client, keyId)];
  const marks = await Promise.all([one, one, two].map((instance) => instance.of('text')));
  expect(new Set(marks).size).toBe(1);
  expect(send).toHaveBeenCalledTimes(2);
});

test('an outage is over when KMS answers again', async () => {
  const marks = new KmsMarks(kms.client, keyId);
  jest.spyOn(kms.client, 'send').mockRejectedValueOnce(new Error('gone') as never);
  await expect(marks.of('text')).rejects.toThrow('gone');
  expect(await marks.of('text')).toMatch(/^[\w-]{43}$/);
});
