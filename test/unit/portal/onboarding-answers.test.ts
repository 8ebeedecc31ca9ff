import { answers, date } from '../../onboarding-answers';
import { aDeveloper, errorsIn } from './a-browser';
import { aProduct, api } from './a-product';
import { joinTeam } from './a-team';

/** Revisions of what is kept, and a way for a test to look at it. */
async function anAnsweredProduct() {
  const made = await aProduct();
  await made.answerAll();
  const kept = async (id = `product ${made.product}`) =>
    new Map((await made.portal.dossiers.find(id))?.answers.map(({ question, value }) => [question, value]));
  return { ...made, kept };
}

test('an answer can be emptied again: a text, a date and a ticked box', async () => {
  const { portal, grace, product, answer, kept } = await anAnsweredProduct();
  await answer(grace, 'service', { ...answers.service, support: '' });
  await answer(grace, 'data-protection', date('dpia-on', ['', '', '']));
  expect([...(await kept()).keys()]).not.toEqual(expect.arrayContaining(['support']));
  expect((await kept()).has('dpia-on')).toBe(false);
  expect((await kept()).get('incidents')).toBe('By severity');
  await answer(grace, 'lawful-basis', { 'answers-true': '' });
  expect((await kept(`access ${product} ${api}`)).has('answers-true')).toBe(false);
  expect(portal.faults).toEqual([]);
});

test('an empty field takes nothing from a colleague who has answered meanwhile', async () => {
  const { portal, grace, team, base, answer, kept } = await anAnsweredProduct();
  const eve = await aDeveloper(portal, 'eve@example.nhs.uk');
  await joinTeam(portal, grace, team, eve, 'eve@example.nhs.uk', 'member');
  const page = `${base}/service`;
  const seen = /name="seen" value="(\d+)"/.exec((await eve.open(page)).html)?.[1] ?? '';
  await answer(grace, 'service', { ...answers.service, support: 'Day and night' });
  await eve.submit(page, page, { ...answers.service, support: '', seen });
  expect((await kept()).get('support')).toBe('Day and night');
});

test('the connection agreement can be read, and only who may bind the organisation accepts it or takes that back', async () => {
  const { portal, grace, team, base, answer } = await aProduct();
  const organisation = `/teams/${team}/organisation`;
  await grace.submit(organisation, organisation, { name: 'A trust', type: 'hospital-trust' });
  const eve = await aDeveloper(portal, 'eve@example.nhs.uk');
  await joinTeam(portal, grace, team, eve, 'eve@example.nhs.uk', 'member');
  expect((await eve.open(`${base}/agreement`)).html).toContain('href="/connection-agreement"');
  expect((await eve.open('/connection-agreement')).html).toContain('Version 1.0');
  const refused = await answer(eve, 'agreement');
  expect(errorsIn(refused.html)).toEqual([
    { field: 'agreement-accepted', text: expect.stringContaining('administrator or an owner') },
  ]);
  const { organisation: id = '' } = (await portal.teams.find(team)) ?? {};
  const accepted = async () =>
    (await portal.dossiers.find(`organisation ${id}`))?.answers.find(
      ({ question }) => question === 'agreement-accepted',
    );
  expect(await accepted()).toBeUndefined();
  await answer(grace, 'agreement');
  await answer(eve, 'agreement', { 'agreement-signatory': 'Director', 'agreement-accepted': '' });
  expect(await accepted()).toMatchObject({ value: 'yes' });
});

test('an appeal is mailed to the publisher, and whoever refused may not refuse it again', async () => {
  const { portal, ada, bob, grace, base, state, submit, review } = await anAnsweredProduct();
  await submit();
  await review(ada, 'begins');
  await review(ada, 'refuses', { reason: 'Not for this' });
  portal.mailer.sent.length = 0;
  await grace.submit(base, base, { move: 'team appeals', reason: 'It is for that' });
  expect(portal.mailer.sent.map(({ to, subject }) => `${to}: ${subject}`).sort()).toEqual(
    ['ada', 'bob'].map((who) => `${who}@example.nhs.uk: Hello World: an appeal against a refusal`),
  );
  for (const move of ['refuses', 'returns'])
    expect((await review(ada, move, { reason: 'Still not' })).html).toContain('You refused it');
  expect(await state()).toBe('in review');
  await review(bob, 'refuses', { reason: 'Nor do I' });
  expect(await state()).toBe('refused');
});

test('what was refused may begin anew, with the answers that are there', async () => {
  const { ada, grace, base, state, submit, review } = await anAnsweredProduct();
  await submit();
  await review(ada, 'begins');
  await review(ada, 'refuses', { reason: 'Not for this' });
  await grace.submit(base, base, { move: 'team begins anew', reason: '' });
  expect(await state()).toBe('draft');
  await submit();
  expect(await state()).toBe('submitted');
});

test('after an API has passed to another team of its publisher, an approved product is handed to that team', async () => {
  const { portal, ada, bob, page, state, standing, submit, review } = await anAnsweredProduct();
  await submit();
  await review(ada, 'begins');
  await review(ada, 'approves');
  await review(bob, 'approves');
  const made = await bob.submit('/teams/new', '/teams', { name: 'The next team' });
  const next = /^\/teams\/([^?]+)/.exec(made.headers.get('location') ?? '')?.[1] ?? '';
  const entry = await portal.registry.find(api);
  if (entry)
    await portal.registry.save(
      { ...entry, revision: entry.revision + 1, publisher: { ...entry.publisher, team: next } },
      entry.revision,
    );
  expect((await bob.open(page)).status).toBe(404);
  await submit();
  expect([await state(), await standing()]).toEqual(['renewal submitted', 'approved']);
  expect((await bob.open(page)).html).toContain('Ward charts');
  expect((await ada.open(page)).status).toBe(404);
});

test('a second product for the same application is told which one is in its way', async () => {
  const { grace, team, application, submit } = await anAnsweredProduct();
  await submit();
  const made = await grace.submit('/products/new', '/products', { name: 'Second', team });
  const second = (made.headers.get('location') ?? '').replace('?done=created', '');
  await grace.submit(second, `${second}/apis`, { api, application });
  const base = `${second}/apis/${api}`;
  expect(errorsIn((await grace.submit(base, `${base}/submit`)).html)).toEqual([
    { field: 'state', text: expect.stringContaining('Another product') },
  ]);
});
