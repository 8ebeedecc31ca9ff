import { AccountConcurrency } from '../../../../../local/cloud/lambda/account-concurrency';

function anAccount(executions: number, reserved: Readonly<Record<string, number>> = {}) {
  const account = new AccountConcurrency(executions);
  for (const [name, reservedConcurrency] of Object.entries(reserved)) account.reserve({ name, reservedConcurrency });
  return { account };
}

test('a function with a reservation gets that many executions and no more', async () => {
  const { account } = anAccount(1_000, { relay: 2 });
  const hang = () => account.hold({ name: 'relay' }, () => new Promise<void>(() => undefined));
  void hang();
  void hang();
  await expect(hang()).rejects.toMatchObject({ code: 'TooManyRequestsException', status: 429 });
});

test('what one function holds, all others that reserve nothing lack, and those that do have theirs', async () => {
  const { account } = anAccount(110, { authorizer: 10 });
  const hang = (name: string) => account.hold({ name }, () => new Promise<void>(() => undefined));
  for (let turn = 0; turn < 100; turn += 1) void hang('relay');
  await expect(hang('portal')).rejects.toMatchObject({ status: 429 });
  await expect(account.hold({ name: 'authorizer' }, async () => 'decided')).resolves.toBe('decided');
});

test('an execution that ends, well or not, is there for the next', async () => {
  const { account } = anAccount(1_000, { relay: 1 });
  await expect(account.hold({ name: 'relay' }, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  await expect(account.hold({ name: 'relay' }, async () => 'answered')).resolves.toBe('answered');
});

test('a hundred executions cannot be reserved away, and a changed reservation counts once', () => {
  const { account } = anAccount(1_000, { authorizer: 500 });
  account.reserve({ name: 'authorizer', reservedConcurrency: 800 });
  expect(() => account.reserve({ name: 'token', reservedConcurrency: 101 })).toThrow(
    /below its minimum value of \[100\]/,
  );
  account.reserve({ name: 'token', reservedConcurrency: 100 });
  expect(() => account.reserve({ name: 'authorizer', reservedConcurrency: 801 })).toThrow(/minimum value/);
  account.reserve({ name: 'authorizer', reservedConcurrency: 800 });
});
