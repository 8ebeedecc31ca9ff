import { makeWatchEvidence } from '../../../domain/onboarding/watch-evidence';
import { answers, date } from '../../onboarding-answers';
import { signInAgain } from '../portal/a-browser';
import { aProduct } from '../portal/a-product';

const day = 24 * 60 * 60;

/** A product that two have approved on 5 January 2026 by version 1.0, in which all that it dates holds until 1 December. */
async function anApprovedProduct() {
  const made = await aProduct({ version: '1.0' });
  const { portal, ada, bob, grace, answerAll, submit, review } = made;
  await answerAll();
  const approve = async () => {
    await review(ada, 'begins');
    await review(ada, 'approves');
    await review(bob, 'approves');
  };
  await submit();
  await approve();
  const watchEvidence = makeWatchEvidence({ ...portal, portalUrl: portal.environment.portalUrl });
  const on = async (today: string) => {
    portal.clock.advance((Date.parse(`${today}T06:00:00Z`) - portal.clock.now().getTime()) / 1000);
    portal.mailer.sent.length = 0;
    const watch = await watchEvidence();
    return { ...watch, mails: portal.mailer.sent.map(({ to, subject }) => `${to}: ${subject}`).sort() };
  };
  const signIn = async () => {
    for (const [who, name] of [
      [ada, 'ada'],
      [bob, 'bob'],
      [grace, 'grace'],
    ] as const)
      await signInAgain(who, `${name}@example.nhs.uk`);
  };
  const answerAfresh = async (now: readonly [string, string, string]) => {
    for (const [section, given] of Object.entries(answers)) {
      const dated = Object.keys(given).filter((name) => name.endsWith('[day]'));
      const fresh = Object.assign({}, ...dated.map((name) => date(name.slice(0, -5), [...now])));
      for (const _ of [1, 2]) await made.answer(grace, section, { ...given, ...fresh });
    }
  };
  return { ...made, approve, on, signIn, answerAfresh, watchEvidence };
}

const first = '2026-12-01';
const daysBefore = (days: number) => new Date(Date.parse(first) - days * day * 1000).toISOString().slice(0, 10);

test('teams are told once at 60, 30 and 7 days, both sides get notice, and after it the access ends', async () => {
  const { on, state, standing } = await anApprovedProduct();
  expect((await on(daysBefore(61))).mails).toEqual([]);
  for (const days of [60, 30, 7]) {
    expect((await on(daysBefore(days))).mails).toEqual([
      'grace@example.nhs.uk: Hello World: an answer of your product holds until 1 December 2026',
    ]);
    expect((await on(daysBefore(days - 1))).mails).toEqual([]);
  }
  const notice = await on(first);
  expect(notice.mails).toEqual(
    ['ada', 'bob', 'grace'].map((who) => `${who}@example.nhs.uk: Hello World: access ends on 15 December 2026`),
  );
  expect(await on('2026-12-14')).toMatchObject({ mails: [], suspended: 0 });
  expect([await state(), await standing()]).toEqual(['approved', 'approved']);
  expect(await on('2026-12-15')).toMatchObject({ suspended: 1, unsent: 0, failed: 0 });
  expect([await state(), await standing()]).toEqual(['suspended', 'revoked']);
  expect(await on('2026-12-16')).toMatchObject({ mails: [], suspended: 0 });
});

test('where nobody was told in time, notice is given first', async () => {
  const { on, state } = await anApprovedProduct();
  expect(await on('2027-03-01')).toMatchObject({ suspended: 0, reminded: 1 });
  expect(await on('2027-03-14')).toMatchObject({ suspended: 0 });
  expect(await on('2027-03-15')).toMatchObject({ suspended: 1 });
  expect(await state()).toBe('suspended');
});

test('what is renewed before it ends goes on without a break, and is reviewed as the first time', async () => {
  const { on, signIn, answerAfresh, submit, approve, state, standing, ada, page, base, grace } =
    await anApprovedProduct();
  await on('2026-11-20');
  await signIn();
  await answerAfresh(['10', '11', '2026']);
  await submit();
  expect([await state(), await standing()]).toEqual(['renewal submitted', 'approved']);
  expect((await ada.open(page)).html).toContain('10 November 2027');
  expect((await grace.open(base)).html).toContain('Approved, and new answers wait');
  await approve();
  expect([await state(), await standing()]).toEqual(['approved', 'approved']);
  expect(await on('2026-12-20')).toMatchObject({ reminded: 0, suspended: 0 });
});

test('a renewal that is withdrawn leaves what was approved, and one in review outlives the suspension', async () => {
  const { portal, product, on, signIn, answerAfresh, submit, approve, state, standing, base, grace } =
    await anApprovedProduct();
  const snapshot = async () => (await portal.products.find(product))?.submissions[0]?.snapshot;
  const approved = await snapshot();
  await on(first);
  await signIn();
  await answerAfresh(['10', '11', '2026']);
  await submit();
  expect(await snapshot()).not.toBe(approved);
  await grace.submit(base, base, { move: 'team withdraws', reason: '' });
  expect([await state(), await snapshot()]).toEqual(['approved', approved]);
  await submit();
  expect(await on('2026-12-15')).toMatchObject({ suspended: 1 });
  expect([await state(), await standing()]).toEqual(['submitted', 'revoked']);
  await signIn();
  await approve();
  expect([await state(), await standing()]).toEqual(['approved', 'approved']);
});

test('what has run out is neither restored nor approved until it is answered again', async () => {
  const { on, signIn, answerAfresh, submit, approve, review, ada, bob, state, standing } = await anApprovedProduct();
  await on(first);
  await on('2026-12-15');
  await signIn();
  for (const who of [ada, bob]) expect((await review(who, 'restores')).html).toContain('has run out');
  await submit();
  await review(ada, 'begins');
  expect((await review(ada, 'approves')).html).toContain('has run out');
  await review(ada, 'returns', { reason: 'Test it again' });
  await answerAfresh(['10', '12', '2026']);
  await submit();
  await approve();
  expect([await state(), await standing()]).toEqual(['approved', 'approved']);
});

test('sweeps at the same moment tell and suspend once, and a mail that cannot be sent stops none of it', async () => {
  const { portal, on, watchEvidence, state } = await anApprovedProduct();
  await on(daysBefore(31));
  portal.clock.advance(day);
  const sweeps = await Promise.all(Array.from({ length: 10 }, () => watchEvidence()));
  expect(sweeps.reduce((sum, { reminded }) => sum + reminded, 0)).toBe(1);
  portal.mailer.isRefusing = true;
  expect(await on(first)).toMatchObject({ reminded: 1, unsent: 3 });
  expect(await on('2026-12-15')).toMatchObject({ suspended: 1, failed: 0 });
  expect(await state()).toBe('suspended');
});
