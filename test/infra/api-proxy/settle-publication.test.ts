import { helloWorld } from '../../../apis/hello-world/api';
import { environmentNamed } from '../../../lib/config/environments';
import type { Publication } from '../../../lib/constructs/api-proxy';
import { settlePublication } from '../../../lib/constructs/api-proxy/settle-publication';
import { readApiDefinition } from '../../../lib/specification-files/read-api-definition';

const good: Publication = {
  specification: helloWorld.file,
  publisher: { organisation: 'Example Trust', thirdParty: false },
  target: 'https://backend.example',
  goLive: { approvedBy: 'Design authority', approvedOn: '2026-11-26', record: 'https://records.example/1' },
};
const inProduction = (parts: Partial<Publication>) =>
  settlePublication({ ...good, ...parts }, environmentNamed('prod'));
/** As the CDK writes what it resolves later. */
const token = ['$', '{Token[TOKEN.5]}'].join('');
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
  [
    'a third party by its own word alone',
    { name: 'waiting-times' },
    /publisher\.thirdParty is false, and the environment does not list "waiting-times"/,
  ],
  [
    'a controller that is none',
    { publisher: { organisation: 'A', thirdParty: true, dataController: ' ', legalBasis: 'b' } },
    /publisher\.dataController is missing/,
  ],
  ...[
    'https://user:pass@x.example',
    'https://x.example/a?b=1',
    'https://x.example/a#b',
    ' https://x.example',
    'https://x.example\\\\a',
    'https:x.example',
  ].map((target): [string, Partial<Publication>, RegExp] => [
    `the target ${target}`,
    { target },
    /target is .*, not a plain address: state scheme, host, port and path alone/,
  ]),
  [
    'a target that deployment reads',
    { target: 'https://x.example/{{resolve:ssm:a}}' },
    /target holds "\$\{" or "\{\{"/,
  ],
  [
    'an organisation that deployment reads',
    { publisher: { organisation: '{{resolve:secretsmanager:a}}', thirdParty: false } },
    /publisher\.organisation holds .* which deployment takes for its own: write it without/,
  ],
  [
    'half of a character',
    { publisher: { organisation: 'A\ud800', thirdParty: false } },
    /publisher\.organisation holds half of a character: write it without/,
  ],
  ['an approval that deployment reads', goLive({ record: token }), /goLive\.record holds "\$\{"/],
  ['a contact that deployment reads', { service: { level: token } }, /service\.level holds "\$\{"/],
  ['no target', { target: '' }, /target is missing: state the https URL of the backend/],
  [
    'a key that nothing reads',
    { targt: 'https://x.example' } as object,
    /hello-world: targt is not known and has no effect: remove it, or use one of specification, /,
  ],
  [
    'a key of the publisher’s that nothing reads',
    { publisher: { ...good.publisher, controller: 'A' } as never },
    /publisher\.controller is not known .* use one of organisation, thirdParty, dataController, legalBasis/,
  ],
  ['a key of the approval’s that nothing reads', goLive({ expires: 'never' }), /goLive\.expires is not known/],
  [
    'a value of another kind',
    { logRetentionHours: '72' as never },
    /logRetentionHours is not what it must be: .*expected number/,
  ],
  ['a list that is none', { requestHeaders: 'X-A' as never }, /requestHeaders is not what it must be/],
  ['no publisher at all', { publisher: undefined as never }, /publisher is not what it must be/],
  [
    'a name beside a file that is read',
    { specification: readApiDefinition({ file: helloWorld.file }), name: 'other' },
    /hello-world: name has no effect beside a specification that is read/,
  ],
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
  [
    'a mistyped member',
    { service: JSON.parse('{"hours": "9 to 5"}') },
    /service\.hours is not known and has no effect: remove it, or use one of status/,
  ],
  ['a contact’s own', { service: { contact: JSON.parse('{"tel": "1"}') } }, /service\.contact\.tel is not known/],
])('%s is refused with the API, the field and the fix', (_, parts, expected) => {
  expect(() => inProduction(parts)).toThrow(expected);
});

test('all faults are told at once', () => {
  const publisher = { organisation: '', thirdParty: true };
  let message = '';
  try {
    const stated = { ...good, publisher, sandbox: true, logRetentionHours: 5000, target: 'http://x', cookie: true };
    settlePublication(stated, environmentNamed('prod'));
  } catch (error) {
    message = String(error);
  }
  for (const field of [
    'organisation',
    'sandbox',
    'dataController',
    'legalBasis',
    'logRetentionHours',
    'target',
    'cookie',
  ]) {
    expect(message).toContain(field);
  }
});
