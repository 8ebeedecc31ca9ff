import { execFileSync } from 'node:child_process';
import { logFailure } from '../../../adapters/node/log-failure';
import { logLine } from '../../../adapters/node/log-line';

afterEach(() => jest.restoreAllMocks());

const written = (level: 'error' | 'info', write: () => void): string => {
  const spy = jest.spyOn(console, level).mockImplementation(() => undefined);
  write();
  return spy.mock.calls.map(([line]) => String(line)).join('\n');
};

test.each([
  ['an NHS number', { detail: 'no match for 943 476 5919' }, '476'],
  ['a caller’s id that hides one', { xRequestId: '00000000-0000-4000-8000-009434765919' }, '9434765919'],
  ['a name as a method', { method: 'OKONKWO' }, 'OKONKWO'],
  ['an address with a password', { detail: 'connect postgres://a:s3cret@db/x' }, 's3cret'],
  ['a message of an error that quotes an e-mail address', { detail: 'a.b@example.org is invalid' }, 'a.b@'],
])("the platform's own lines are redacted before they are written: %s", (_, fields, planted) => {
  expect(written('info', () => logLine('info', { message: 'x', ...fields }))).not.toContain(planted);
  expect(written('error', () => logFailure('x', new Error('y'), fields as Record<string, string>))).not.toContain(
    planted,
  );
});

test('a line keeps what it says', () => {
  const line = {
    message: 'relayed',
    api: 'a',
    operation: 'read',
    outcome: 'answered',
    targetStatus: 200,
    targetLatency: 12,
  };
  expect(JSON.parse(written('info', () => logLine('info', line)))).toEqual({ level: 'info', ...line });
});

test('of a failure the name and the place are kept', () => {
  const line = JSON.parse(
    written('error', () => logFailure('failed', new TypeError('said 943 476 5919'), { api: 'a' })),
  );
  expect(line).toMatchObject({ level: 'error', message: 'failed', error: 'TypeError', api: 'a' });
  expect(line.at[0]).toMatch(/^at .*log-line\.test\.ts:\d+:\d+\)?$/);
});

test('nothing of a function writes to the console but through the redactor, and metrics', () => {
  const pattern = 'console\\.(log|error|warn|info|debug)\\(|console\\[|process\\.std(out|err)';
  const folders = ['adapters', 'domain', 'lambdas', 'portal'];
  const found = execFileSync('git', ['grep', '-lE', pattern, '--', ...folders.map((folder) => `${folder}/*.ts`)], {
    encoding: 'utf8',
  });
  // The tutorials print scripts, which run on the reader's machine.
  const scripts = 'portal/pages/tutorials/commands.ts';
  expect(found.trim().split('\n')).toEqual(['adapters/node/embedded-metric.ts', 'adapters/node/log-line.ts', scripts]);
});
