import { createHash } from 'node:crypto';
import { changeRow } from '../../../domain/change-row';
import { holdsUntil } from '../../../domain/onboarding/answers';
import { questionnaires } from '../../../domain/onboarding/questionnaire';
import { makeWatchEvidence } from '../../../domain/onboarding/watch-evidence';
import { answers, date } from '../../onboarding-answers';
import { errorsIn } from './a-browser';
import { aProduct } from './a-product';

const idsOf = (version: string) =>
  questionnaires
    .filter((one) => one.version === version)
    .flatMap(({ sections }) => sections.flatMap(({ questions }) => questions.map(({ id }) => id)));

/** A product that was begun when version 1.0 was the latest. */
async function anEarlierProduct() {
  const made = await aProduct({ version: '1.0' });
  const { portal, product, ada, bob, review, submit } = made;
  const submission = async () => (await portal.products.find(product))?.submissions[0];
  const approve = async () => {
    await submit();
    await review(ada, 'begins');
    await review(ada, 'approves');
    await review(bob, 'approves');
  };
  return { ...made, submission, approve };
}

test('version 1.0 is as it was published, and 1.1 asks all that it asks', () => {
  const [first] = questionnaires;
  const { sections } = first ?? {};
  // Whoever changes a word of it changes what was answered: the change belongs into the next version.
  expect(createHash('sha256').update(JSON.stringify(sections)).digest('hex')).toMatchInlineSnapshot(
    `"73b59d44c3d4f3f96474a7f97eb4b18f8ed6f65a9f7e3f876f78e5d8fd3229a2"`,
  );
  expect(idsOf('1.1')).toEqual(expect.arrayContaining(idsOf('1.0')));
});

test('a product that was begun with 1.0 is answered, submitted and approved by 1.0', async () => {
  const { grace, base, page, ada, answerAll, approve, submission, standing } = await anEarlierProduct();
  await answerAll();
  const { html } = await grace.open(base);
  expect(html).toContain('10 of 10 tasks are completed');
  expect(html).not.toContain('Register with the service desk');
  expect((await grace.open(`${base}/service-desk`)).status).toBe(404);
  await approve();
  expect(await submission()).toMatchObject({ state: 'approved', version: '1.0' });
  expect(await standing()).toBe('approved');
  expect((await ada.open(page)).html).toContain('Version 1.0');
});

test('what runs on 1.0 goes on through a new version, which its renewal answers', async () => {
  const { portal, grace, base, answer, answerAll, approve, submission, standing, submit } = await anEarlierProduct();
  await answerAll();
  await approve();
  const watch = makeWatchEvidence({ ...portal, portalUrl: portal.environment.portalUrl });
  expect(await watch()).toMatchObject({ suspended: 0, reminded: 0, failed: 0 });
  expect((await grace.open(base)).html).toContain('answers version 1.1');
  const incomplete = await submit();
  expect(incomplete.status).toBe(400);
  expect(incomplete.html).toContain('Register with the service desk: answer every question');
  expect([(await submission())?.state, await standing()]).toEqual(['approved', 'approved']);
  for (const section of Object.keys(answers)) for (const _ of [1, 2]) await answer(grace, section);
  await submit();
  expect(await submission()).toMatchObject({ state: 'renewal submitted', version: '1.1' });
  expect(await standing()).toBe('approved');
});

test('that there is no certificate or test is an answer of 1.1, which a product of 1.0 does not profit from', async () => {
  const { ada, grace, base, page, answer, answerAll, submit } = await aProduct();
  await answerAll();
  const untested = { ...date('penetration-test-on', ['', '', '']), 'penetration-test-on[none]': 'none' };
  await answer(grace, 'security', { ...answers.security, ...untested });
  expect((await grace.open(base)).html).toContain('12 of 12 tasks are completed');
  await submit();
  expect((await ada.open(page)).html).toContain('It was never tested');

  const earlier = await anEarlierProduct();
  await earlier.answerAll();
  await changeRow(earlier.portal.dossiers, `product ${earlier.product}`, (found) => ({
    ...found,
    answers: found.answers.map((one) => (one.question === 'penetration-test-on' ? { ...one, value: 'none' } : one)),
  }));
  expect((await earlier.submit()).html).toContain('Show that it is secure: answer every question');
});

test('addresses are checked as such', async () => {
  const { grace, team, answer } = await aProduct();
  const organisation = `/teams/${team}/organisation`;
  await grace.submit(organisation, organisation, { name: 'A trust', type: 'hospital-trust' });
  const told = await answer(grace, 'responsible-people', {
    ...answers['responsible-people'],
    'security-contact': 'the mailbox',
  });
  expect(errorsIn(told.html)).toEqual([
    { field: 'security-contact', text: 'Enter one email address, such as name@example.nhs.uk' },
  ]);
});

test.each([
  ['2025-12-01', '2026-06-30'],
  ['2026-03-30', '2026-06-30'],
  ['2026-06-15', '2027-06-30'],
  ['2026-07-01', '2027-06-30'],
])('a DSPT status published on %s holds until %s', (published, until) => {
  const question = questionnaires
    .at(-1)
    ?.sections.flatMap(({ questions }) => questions)
    .find(({ id }) => id === 'dspt-published-on');
  expect(question && holdsUntil(question, published)).toBe(until);
});
