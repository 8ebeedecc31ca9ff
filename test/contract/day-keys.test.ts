import { KmsDayKeys } from '../../adapters/aws/kms-day-keys';
import type { DayKeys } from '../../domain/logs/redaction/marks/day-keys';
import { MemoryDayKeys } from '../memory/memory-day-keys';
import { aKms } from './a-kms';

const keyId = '1234abcd-12ab-34cd-56ef-1234567890ab';
const signingKeyId = '1234abcd-12ab-34cd-56ef-1234567890ac';
let kms: Awaited<ReturnType<typeof aKms>>;
beforeAll(async () => {
  kms = await aKms();
  kms.keys.ensure(keyId, 'HMAC_256', 'GENERATE_VERIFY_MAC');
  kms.keys.ensure(signingKeyId, 'RSA_2048', 'SIGN_VERIFY');
});
afterAll(() => kms.close());

describe.each<[string, () => DayKeys]>([
  ['memory', () => new MemoryDayKeys()],
  ['KMS', () => new KmsDayKeys(kms.client, keyId)],
])('day keys on %s', (_technology, dayKeys) => {
  test('are the same for the same day, and another for another', async () => {
    const keys = dayKeys();
    const hex = async (day: string) => Buffer.from(await keys.keyOf(day)).toString('hex');
    const first = await hex('2025-11-20');
    expect(first).toMatch(/^[\da-f]{64}$/);
    expect(await hex('2025-11-20')).toBe(first);
    expect(await hex('2025-11-21')).not.toBe(first);
  });
});

test.each([
  ['there is not', '1234abcd-12ab-34cd-56ef-000000000000', /does not exist/],
  ['that signs', signingKeyId, /not an algorithm of this RSA_2048 key/],
])('a key %s derives nothing', async (_, id, message) => {
  await expect(new KmsDayKeys(kms.client, id).keyOf('2025-11-20')).rejects.toThrow(message);
});
