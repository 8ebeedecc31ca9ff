import { aGoLiveRecord } from './a-go-live-record';
import { aRegistrar } from './a-registration';

const publisher = { organisation: 'Example Trust', thirdParty: false, team: 'team-1' };
const published = {
  Publisher: JSON.stringify(publisher),
  GoLive: JSON.stringify({ approvedBy: 'Board', approvedOn: '2026-01-02', record: 'minutes' }),
};
const record = aGoLiveRecord('Example Trust');
const outcome = (registrar: ReturnType<typeof aRegistrar>, type: 'Create' | 'Update' = 'Create', more: object = {}) =>
  registrar.send(type, { ...published, ...more }, type === 'Update' ? 'wards/wards/1' : undefined).then(
    () => 'registered',
    (error: Error) => error.message,
  );

test('production refuses an API of a team without a record, and with one lists all that is missing', async () => {
  const registrar = aRegistrar({ production: true });
  expect(await outcome(registrar)).toContain('no go-live record');
  await registrar.goLives.save({ ...record, state: 'draft', entries: record.entries.slice(0, 8) });
  const refused = await outcome(registrar);
  for (const text of [
    'weaknesses and breaches" is not answered',
    'penetration test" is not answered',
    'record is draft',
  ])
    expect(refused).toContain(text);
  expect(await registrar.registry.find('wards')).toBeUndefined();
});

test('a confirmed record lets it go live, if it is of the same publication', async () => {
  const registrar = aRegistrar({ production: true });
  await registrar.goLives.save(record);
  const other = JSON.stringify({ ...publisher, organisation: 'Another' });
  expect(await outcome(registrar, 'Create', { Publisher: other })).toContain('the go-live record says "Example Trust"');
  expect(await outcome(registrar)).toBe('registered');
});

test('the record of another team, or of another API, is none', async () => {
  const registrar = aRegistrar({ production: true });
  await registrar.goLives.save({ ...record, id: 'team-2 wards', team: 'team-2' });
  await registrar.goLives.save({ ...record, id: 'team-1 other', api: 'other' });
  expect(await outcome(registrar)).toContain('no go-live record');
});

test('what is live is deployed again, and rolled back, whatever has expired since', async () => {
  const registrar = aRegistrar({ production: true });
  await registrar.goLives.save(record);
  await outcome(registrar);
  registrar.clock.advance(2 * 365 * 24 * 60 * 60);
  expect(await outcome(registrar, 'Update')).toBe('registered');
});

test.each([
  ['before production', { production: false }, {}],
  [
    'of a publisher without a team',
    { production: true },
    { Publisher: JSON.stringify({ organisation: 'NHS England', thirdParty: false }) },
  ],
])('%s no record is asked for', async (_, environment, more) => {
  expect(await outcome(aRegistrar(environment), 'Create', more)).toBe('registered');
});
