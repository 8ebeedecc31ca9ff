import { makeDeleteAccount } from '../../../domain/accounts/delete-account';
import { makeEraseAccounts } from '../../../domain/accounts/erase-accounts';
import { aClock } from '../../builders';
import { MemoryAccountDirectory } from '../../memory/memory-account-directory';
import { MemoryAccountStore } from '../../memory/memory-account-store';
import { MemoryEvidenceStore } from '../../memory/memory-evidence-store';

const day = 86_400;

function aPlatform() {
  const clock = aClock();
  const accounts = new MemoryAccountStore();
  const evidence = new MemoryEvidenceStore();
  const ended: string[] = [];
  let broken = false;
  const leaveTeams = async (account: string) => {
    const found = await accounts.find(account);
    if (broken && found?.teams.length) throw new Error('out of order');
    ended.push(...(found?.teams ?? []));
    if (found) await accounts.save({ ...found, revision: found.revision + 1, teams: [] });
  };
  const directory = new MemoryAccountDirectory(clock);
  const deleteAccount = makeDeleteAccount({ accounts, directory, leaveTeams, clock });
  const open = (id: string, teams: string[] = []) =>
    accounts.save({
      id,
      revision: 1,
      name: 'Ada Lovelace',
      email: 'ada@example.nhs.uk',
      status: 'active',
      createdAt: clock.now().toISOString(),
      teams,
      applications: [],
    });
  return {
    clock,
    accounts,
    directory,
    evidence,
    ended,
    open,
    deleteAccount,
    break: (now: boolean) => {
      broken = now;
    },
    sweep: makeEraseAccounts({ accounts, deleteAccount, directory, evidence, clock }),
  };
}

test('a deleted account waits 400 days and is then erased; one that is not deleted stays', async () => {
  const { clock, accounts, open, deleteAccount, sweep } = aPlatform();
  await open('ada');
  await open('grace');
  await deleteAccount('ada');
  clock.advance(400 * day - 1);
  expect(await sweep()).toMatchObject({ erased: 0, waiting: 1, failed: 0, nextDue: '2027-02-09' });
  expect(await accounts.find('ada')).toBeDefined();
  clock.advance(1);
  expect(await sweep()).toMatchObject({ erased: 1, waiting: 0, failed: 0, nextDue: null });
  expect(await accounts.find('ada')).toBeUndefined();
  expect(await accounts.find('grace')).toBeDefined();
});

test('every sweep leaves dated proof that names nobody', async () => {
  const { clock, evidence, open, deleteAccount, sweep } = aPlatform();
  await open('ada');
  await deleteAccount('ada');
  await sweep();
  clock.advance(day);
  await sweep();
  expect([...evidence.kept.keys()]).toEqual([
    'account-erasure/2026-01-05T09-00-00.json',
    'account-erasure/2026-01-06T09-00-00.json',
  ]);
  expect([...evidence.kept.values()].join()).not.toMatch(/ada/i);
});

test('a deletion that was cut short is finished by the next sweep', async () => {
  const platform = aPlatform();
  await platform.open('ada', ['app-1']);
  platform.break(true);
  await expect(platform.deleteAccount('ada')).rejects.toThrow();
  expect(await platform.sweep()).toMatchObject({ failed: 1, finished: 0 });
  platform.break(false);
  expect(await platform.sweep()).toMatchObject({ failed: 0, finished: 1, waiting: 1 });
  expect(platform.ended).toEqual(['app-1']);
  expect((await platform.accounts.find('ada'))?.applications).toEqual([]);
});

test('one account that cannot be erased does not keep another', async () => {
  const platform = aPlatform();
  await platform.open('ada', ['app-1']);
  await platform.open('grace');
  platform.break(true);
  await expect(platform.deleteAccount('ada')).rejects.toThrow();
  await platform.deleteAccount('grace');
  platform.clock.advance(401 * day);
  expect(await platform.sweep()).toMatchObject({ erased: 1, failed: 1 });
  expect(await platform.accounts.find('grace')).toBeUndefined();
});

test('a sign-up that is never confirmed is forgotten after two days, one that is confirmed stays', async () => {
  const { clock, directory, sweep } = aPlatform();
  const password = 'correct horse battery';
  const signUp = (email: string) =>
    directory.signUp({
      terms: { version: '1.0', acceptedAt: '2026-01-05T09:00:00.000Z' },
      name: 'Ada',
      email,
      password,
    });
  const ada = await signUp('ada@example.nhs.uk');
  await signUp('never@example.nhs.uk');
  const code = directory.codeOf('ada@example.nhs.uk') ?? '';
  await directory.confirm({ email: 'ada@example.nhs.uk', code, signUp: ada.signUp });
  clock.advance(2 * day);
  expect(await sweep()).toMatchObject({ unconfirmed: 0 });
  clock.advance(1);
  expect(await sweep()).toMatchObject({ unconfirmed: 1 });
  const outcomeOf = async (email: string) => (await directory.authenticate({ email, password })).outcome;
  expect(await outcomeOf('never@example.nhs.uk')).toBe('refused');
  expect(await outcomeOf('ada@example.nhs.uk')).toBe('authenticated');
});
