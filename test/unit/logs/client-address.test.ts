import {
  clientAddressTreatments,
  keptAddressOf,
  keptClientAddress,
} from '../../../domain/logs/redaction/client-address';
import { readAndRedact } from '../../../domain/logs/redaction/redact-line';

const mark = () => '[ip-bcdfghjklmnp]';
const line = (ip: string, more: object = {}) =>
  `{"record":"access","api":"wards","anonymous":false,"ip":"${ip}",${JSON.stringify({ status: '200', ...more }).slice(1)}`;
const kept = (treatment: (typeof clientAddressTreatments)[number], text: string) =>
  JSON.parse(readAndRedact(text, { keptAddress: keptAddressOf(treatment) }).line);

describe('the address a call came from', () => {
  test.each([
    ['81.2.69.142', '81.2.69.0/24'],
    ['2001:db8:a:b::1', '2001:db8:a::/48'],
    ['2001:DB8:00A:b:1:2:3:4', '2001:db8:a::/48'],
    ['2001:db8::1', '2001:db8::/48'],
    ['::1', '::/48'],
  ])('%s truncated is %s', (address, network) => {
    expect(keptClientAddress(address, 'truncated', mark)).toBe(network);
    expect(keptClientAddress(address, 'whole', mark)).toBe(address);
    expect(keptClientAddress(address, 'pseudonym', mark)).toBe('[ip-bcdfghjklmnp]');
  });

  test.each([
    ['9000000009'],
    ['81.2.69'],
    ['81.2.69.1420'],
    ['unknown'],
    ['010.69.2.1'],
    ['fe80::1%9000000009'],
    ['1.2.3.4, 9000000009'],
    ['::1]/9000000009'],
    [':'],
  ])('what is no address, %s, is a mark whatever the environment chose', (text) => {
    for (const treatment of clientAddressTreatments) expect(keptClientAddress(text, treatment, mark)).toBe(mark());
  });

  test('is kept as the environment chose, in its field alone', () => {
    const text = line('81.2.69.142', { xForwardedFor: '81.2.69.142', userAgent: 'x (81.2.69.142)' });
    const elsewhere = { userAgent: 'x ([ip])', xForwardedFor: '[ip]' };
    expect(kept('whole', text)).toMatchObject({ ip: '81.2.69.142', ...elsewhere });
    expect(kept('truncated', text)).toMatchObject({ ip: '81.2.69.0/24', ...elsewhere });
    expect(kept('pseudonym', text)).toMatchObject({ ip: '[ip]', ...elsewhere });
  });

  test('is kept of access records only: another line that has such a field was written by somebody else', () => {
    expect(kept('whole', '{"ip":"81.2.69.142"}')).toEqual({ ip: '[ip]' });
  });

  test('is never kept of an API that calls itself anonymous', () => {
    const text = line('81.2.69.142').replace('"anonymous":false', '"anonymous":true');
    for (const treatment of clientAddressTreatments) expect(kept(treatment, text)).not.toHaveProperty('ip');
  });
});
