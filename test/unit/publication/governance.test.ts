import { helloWorld } from '../../../apis/hello-world/api';
import { environmentNamed } from '../../../lib/config/environments';
import type { Publication } from '../../../lib/constructs/api-proxy';
import { settlePublication } from '../../../lib/constructs/api-proxy/settle-publication';

const good: Publication = {
  specification: helloWorld.file,
  publisher: { organisation: 'Example Trust', thirdParty: false },
  target: 'https://backend.example',
  goLive: { approvedBy: 'Design authority', approvedOn: '2026-11-26', record: 'https://records.example/1' },
};
const inProduction = (parts: Partial<Publication>) =>
  settlePublication({ ...good, ...parts }, environmentNamed('prod'));
const goLive = (parts: object) => ({ goLive: { approvedBy: 'A', approvedOn: '2026-11-26', record: 'r', ...parts } });

test('what states everything is published, without a sandbox', () => {
  expect(inProduction({}).sandbox).toBe(false);
});

test.each<[string, Partial<Publication>, RegExp]>([
  ['a sandbox in production', { sandbox: true }, /hello-world: sandbox is true: prod is production/],
  ['a date that is none', goLive({ approvedOn: 'not-a-date' }), /goLive\.approvedOn is "not-a-date": write the date/],
  ['a day that is none', goLive({ approvedOn: '2026-02-30' }), /goLive\.approvedOn is "2026-02-30"/],
  ['an approval by nobody', goLive({ approvedBy: ' ' }), /goLive\.approvedBy is empty/],
  ['an approval without record', goLive({ record: '' }), /goLive\.record is empty/],
  ['no organisation', { publisher: { organisation: ' ', thirdParty: false } }, /publisher\.organisation is empty/],
  [
    'a status of its own',
    { service: { status: 'live' } },
    /service\.status is not a status.*: write one of alpha, private/,
  ],
  ['no mail address', { service: { contact: { email: 'us' } } }, /service\.contact\.email is no e-mail address: write/],
  [
    'a contact by script',
    { service: { contact: { url: 'javascript:1' } } },
    /service\.contact\.url is no https address/,
  ],
  ['a level of nothing', { service: { level: ' ' } }, /service\.level is empty: state it in one line, or leave it out/],
  ['hours without end', { service: { supportHours: 'x'.repeat(201) } }, /service\.supportHours has more than 200/],
  ['a mistyped member', { service: JSON.parse('{"hours": "9 to 5"}') }, /service\.hours is not known: state status/],
  ['a contact’s own', { service: { contact: JSON.parse('{"tel": "1"}') } }, /service\.contact\.tel is not known/],
])('%s is refused with the API, the field and the fix', (_, parts, expected) => {
  expect(() => inProduction(parts)).toThrow(expected);
});

test('all faults are told at once', () => {
  const publisher = { organisation: '', thirdParty: true };
  let message = '';
  try {
    settlePublication({ ...good, publisher, sandbox: true, logRetentionHours: 5000 }, environmentNamed('prod'));
  } catch (error) {
    message = String(error);
  }
  for (const field of ['organisation', 'sandbox', 'dataController', 'legalBasis', 'logRetentionHours']) {
    expect(message).toContain(field);
  }
});
