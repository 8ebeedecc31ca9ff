import { Failure } from '../../../domain/failure';
import { aDefinition } from '../../builders';
import { aGoLiveRecord } from './a-go-live-record';
import { aRegistrar } from './a-registration';

const thirdParty = (rest = {}) => JSON.stringify({ organisation: 'Acme', thirdParty: true, ...rest });
const goLive = JSON.stringify({ approvedBy: 'API board', approvedOn: '2026-01-05', record: 'DIP-7' });

async function outcome(overrides: object, environment = {}, definition = {}) {
  const { send, define, goLives } = aRegistrar(environment);
  await goLives.save(aGoLiveRecord('Acme'));
  define(aDefinition(definition));
  return send('Create', { ...overrides }).then(
    () => 'registered',
    (error: unknown) => (error instanceof Failure ? error.message : `a fault: ${String(error)}`),
  );
}

test.each([
  ['a target over http', { TargetUrl: 'http://x.example' }, 'https URL'],
  ['a target that is no URL', { TargetUrl: '' }, 'https URL'],
  ['a target that is a file', { TargetUrl: 'file:///etc/passwd' }, 'https URL'],
  ['a third party without data controller', { Publisher: thirdParty({ legalBasis: 'x' }) }, 'publisher.dataController'],
  ['a third party without legal basis', { Publisher: thirdParty({ dataController: 'x' }) }, 'publisher.legalBasis'],
  [
    'a third party that calls its controller nothing',
    { Publisher: thirdParty({ dataController: ' ', legalBasis: 'x' }) },
    'publisher.dataController',
  ],
  [
    'a publisher without a name',
    { Publisher: JSON.stringify({ organisation: ' ', thirdParty: false }) },
    'publisher.organisation',
  ],
  ['a day of approval that is none', { GoLive: goLive.replace('2026-01-05', '2026-02-30') }, 'goLive.approvedOn'],
  ['an approval by nobody', { GoLive: goLive.replace('API board', ' ') }, 'goLive.approvedBy'],
  ['records kept for longer than 90 days', { LogRetentionHours: '2161' }, 'logRetentionHours'],
  ['records kept for no time', { LogRetentionHours: '0' }, 'logRetentionHours'],
  ['records kept for a word', { LogRetentionHours: 'ever' }, 'logRetentionHours'],
])('%s is refused, and the answer says what to state', async (_, overrides, words) => {
  expect(await outcome(overrides)).toContain(words);
});

test.each([
  ['at once', 'at-once', {}, /subscriptions is "at-once"/],
  ['on approval, of an API that may tell who a patient is', 'on-approval', {}, /asks for assurance/],
  ['by invitation, of such an API', 'by-invitation', {}, /asks for assurance/],
  ['on approval, of an anonymous API', 'on-approval', { Anonymous: 'true' }, /^registered$/],
  ['on assurance that nobody reviews', 'on-assurance', {}, /nobody would review/],
  [
    'on assurance',
    'on-assurance',
    { Publisher: thirdParty({ dataController: 'Acme', legalBasis: 'x', team: 'team-1' }) },
    /^registered$/,
  ],
])('access in production %s', async (_, Subscriptions, more, words) => {
  expect(await outcome({ Subscriptions, GoLive: goLive, ...more }, { production: true })).toMatch(words);
});

test('a team is named by its id', async () => {
  const Publisher = thirdParty({ dataController: 'Acme Ltd', legalBasis: 'x', team: 'the team: ours' });
  expect(await outcome({ Publisher })).toContain('publisher.team is no id of a team');
});

test('a third party that names its controller and its legal basis is registered', async () => {
  const publisher = thirdParty({ dataController: 'Acme Ltd', legalBasis: 'UK GDPR Article 6(1)(e)' });
  expect(await outcome({ Publisher: publisher })).toBe('registered');
});

test('whether a publisher is a third party the platform says, by the name of the API, and not the publisher', async () => {
  const Publisher = JSON.stringify({ organisation: 'NHS England', thirdParty: false });
  const refused = await outcome({ Publisher }, { firstParty: ['hello-world'] });
  expect(refused).toContain(
    '- publisher.thirdParty is false, and the environment does not list "wards" among the APIs',
  );
  expect(await outcome({ Publisher }, { firstParty: ['wards'] })).toBe('registered');
  expect(await outcome({ Publisher }, { firstParty: 'all' })).toBe('registered');
});

test('http is for the environment that says so, and for http alone', async () => {
  expect(await outcome({ TargetUrl: 'http://127.0.0.1:8084/x' }, { allowHttpTargets: true })).toBe('registered');
  expect(await outcome({ TargetUrl: 'ftp://127.0.0.1/x' }, { allowHttpTargets: true })).toContain('https URL');
});

test('production needs the recorded go-live checks', async () => {
  expect(await outcome({}, { production: true })).toContain('goLive');
  expect(await outcome({ GoLive: goLive }, { production: true })).toBe('registered');
});

test('an API that keeps no personal field cannot ask who its user is', async () => {
  const identityHeaders = [{ name: 'nhs-login-nhs-number', header: 'nhs-number' }];
  expect(await outcome({ Anonymous: 'true' }, {}, { identityHeaders })).toContain('anonymous');
  expect(await outcome({ Anonymous: 'true' })).toBe('registered');
});

test.each(['/oauth2', '/oauth2/x', '/OAuth2', '/ping', '/sping', '/.well-known/oauth-authorization-server/oauth2'])(
  'the base path %s is reserved',
  async (basePath) => {
    expect(await outcome({ BasePath: basePath }, {}, { basePath })).toContain('reserved');
  },
);

const operations = ['/Ward/{id}/beds', '/$merge'].map((path) => ({
  ...aDefinition().operations[0],
  method: 'GET' as const,
  id: path,
  path,
  access: [],
  parameters: [],
  responses: [],
}));

test.each([
  ['/wards/Ward', '/wards/Ward/{id}/beds of "wards" lies below the base path /wards/Ward of "other", which would'],
  ['/wards/Ward/12/beds', '/wards/Ward/{id}/beds of "wards" lies below the base path /wards/Ward/12/beds of "other"'],
  ['/wards/_status', '/wards/_status of "wards" lies below the base path /wards/_status of "other", which would'],
  ['/wards/Ward/12/beds/x', 'registered'],
  ['/wards/ward', 'registered'],
  ['/wards-of-mine/Ward', 'registered'],
])('an API at %s takes nothing that another declares, whichever comes first', async (basePath, expected) => {
  const wards = { sent: {}, stated: { operations } };
  const other = {
    sent: { Api: 'other', BasePath: basePath, RestApiId: 'b', UsagePlanId: 'plan-2', stack: 'other' },
    stated: { name: 'other', basePath },
  };
  const orders: [first: typeof wards | typeof other, second: typeof wards | typeof other][] = [
    [wards, other],
    [other, wards],
  ];
  for (const [first, second] of orders) {
    const { send, define } = aRegistrar();
    define(aDefinition(first.stated));
    await send('Create', first.sent);
    define(aDefinition(second.stated));
    const sent = send('Create', second.sent).then(() => 'registered');
    expect(await sent.catch(({ message }: Error) => message)).toContain(expected);
  }
});

test('what is deployed and what is described must be the same API', async () => {
  expect(await outcome({}, {}, { name: 'another' })).toContain('"another"');
});

test('everything that is wrong is told at once', async () => {
  const message = await outcome(
    { TargetUrl: 'http://x', Publisher: thirdParty(), LogRetentionHours: '9999' },
    { production: true },
  );
  for (const words of ['https URL', 'dataController', 'legalBasis', 'goLive', 'logRetentionHours']) {
    expect(message).toContain(words);
  }
  expect(message).toMatch(/^wards cannot be published:\n- /);
});
