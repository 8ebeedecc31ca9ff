import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { delivery } from '../../../lib/config/delivery';
import type { Environment } from '../../../lib/config/environment';
import { environmentNamed, environments } from '../../../lib/config/environments';
import { placeholdersOf } from '../../../lib/config/placeholders';
import { deployable } from '../../../scripts/delivery/deployable';

const root = join(__dirname, '..', '..', '..');
const fieldsOf = (environment: Environment) =>
  placeholdersOf(environment)
    .map(({ field }) => field)
    // Where runbooks are published is one line for all environments.
    .filter((field) => !field.endsWith(': runbooks'));

const int = environmentNamed('int');
const mailbox = 'governance@trust.nhs.uk';
const stated: Environment = {
  ...int,
  brand: { ...int.brand, dataProtectionOfficer: mailbox, securityContact: mailbox },
  account: '210987654321',
  contact: 'api.support@trust.nhs.uk',
  domain: { name: 'int.api.trust.nhs.uk', hostedZoneId: 'Z08151621QF3K0LD8M2AA' },
  mail: { from: 'no-reply@int.api.trust.nhs.uk' },
  ownTargetUrl: 'https://hosted.trust.nhs.uk/{api}',
  alarmSubscribers: ['platform@trust.nhs.uk', 'https://events.pager.trust.nhs.uk/x'],
};

test('what an adopter has stated is none', () => expect(fieldsOf(stated)).toEqual([]));

test('what every environment of the table comes with is named, field by field', () => {
  expect(fieldsOf(environmentNamed('prod'))).toEqual([
    'prod: domain.name',
    'prod: domain.hostedZoneId',
    'prod: brand.dataProtectionOfficer',
    'prod: brand.securityContact',
    'prod: contact',
    'prod: mail.from',
    'prod: ownTargetUrl',
    'prod: identityProviders.nhs-cis2.clientId',
    'prod: identityProviders.nhs-login.clientId',
    'prod: alarmSubscribers.0',
  ]);
  expect(placeholdersOf(environmentNamed('prod')).map(({ field }) => field)).toContain('prod: runbooks');
});

test.each<[string, Partial<Environment>, string]>([
  [
    'a zone of noughts',
    { domain: { name: 'trust.nhs.uk', hostedZoneId: 'Z000000000000000000' } },
    'domain.hostedZoneId',
  ],
  ['a domain of the RFC’s', { domain: { name: 'api.example.com' } }, 'domain.name'],
  ['a domain for tests', { domain: { name: 'dip.test' } }, 'domain.name'],
  ['a domain with its last dot', { domain: { name: 'dip.example.' } }, 'domain.name'],
  ['a domain in capitals', { domain: { name: 'DIP.EXAMPLE' } }, 'domain.name'],
  ['a mailbox that cannot be', { contact: 'support@example.org' }, 'contact'],
  ['an invalid target', { ownTargetUrl: 'https://x.invalid/{api}' }, 'ownTargetUrl'],
  ['an account of ones', { account: '111111111111' }, 'account'],
  ['the account of documentation', { account: '123456789012' }, 'account'],
  [
    'a subscriber among real ones',
    { alarmSubscribers: ['a@trust.nhs.uk', 'https://dip.example/x'] },
    'alarmSubscribers.1',
  ],
  [
    'a client id that nobody gave',
    {
      identityProviders: {
        'nhs-login': { issuer: 'https://a.nhs.uk', jwksUri: 'https://a.nhs.uk/j', clientId: 'dip-int' },
      },
    },
    'identityProviders.nhs-login.clientId',
  ],
])('%s is found', (_, change, field) => {
  expect(fieldsOf({ ...stated, ...change })).toEqual([`int: ${field}`]);
});

describe('a deployment', () => {
  const run = (script: string, ...args: string[]) => {
    const env = { ...process.env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
    const argument = ['--import', 'tsx', join(root, 'scripts', script), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, argument, { cwd: root, env, encoding: 'utf8' });
    return { status, said: stdout + stderr };
  };

  test('with placeholders ends by name before anything is sent', () => {
    const { status, said } = run('deploy.ts', 'prod');
    expect(status).toBe(1);
    expect(said).toContain('prod: domain.hostedZoneId is "Z0000000000000000PROD": no hosted zone has that id');
    expect(said).toContain('nothing was sent');
  }, 120_000);

  test('is looked at beforehand by the same eyes', () => {
    expect(run('preflight.ts', 'int')).toMatchObject({ status: 1, said: expect.stringContaining('int: contact is') });
  }, 120_000);

  test('of the pipeline needs what it deploys, and its own', () => {
    const { exitCode, said } = deployable('deploy', 'pipeline');
    expect(exitCode).toBe(1);
    for (const field of ['pipeline: source.connectionArn', 'pipeline: source.repository', 'prod: domain.name']) {
      expect(said).toContain(field);
    }
  });

  test('may go where nothing stands for something else, but for where runbooks are published', () => {
    const all = [...environments().slice(0, 2), stated];
    expect(deployable('deploy', 'int', { all, delivery }).said.split('\n').slice(1, -1)).toEqual([
      expect.stringMatching(/int: runbooks is "https:/),
    ]);
  });

  test.each([
    [undefined, /Which environment\? One of internal-dev, int, prod, or pipeline/],
    ['--all', /Which environment/],
    ['production', /There is no environment "production"; there are internal-dev, int, prod, and pipeline/],
    ['local', /this machine's: npm start/],
  ])('of %s is told what there is', (name, words) => {
    expect(deployable('deploy', name)).toEqual({ exitCode: 2, said: expect.stringMatching(words) });
  });
});
