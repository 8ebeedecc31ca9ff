import { join } from 'node:path';
import { questionnaires } from '../../../domain/onboarding/questionnaire';
import { answers, date } from '../../onboarding-answers';
import { aBrowser, aDeveloper, errorsIn } from './a-browser';
import { aPortal } from './a-portal';
import { aProduct, api } from './a-product';
import { idIn, joinTeam } from './a-team';

test('a product is answered, submitted, reviewed by two and let in, and nothing else lets its application in', async () => {
  const { ada, bob, grace, application, base, page, state, standing, answerAll, submit, review, portal } =
    await aProduct();
  const own = `/applications/${application}`;
  const around = await grace.submit(own, `${own}/subscriptions`, { api, purpose: 'Ward rounds' });
  expect(errorsIn(around.html)).toEqual([{ field: 'api', text: expect.stringContaining('assurance first') }]);
  const begun = (await grace.open(base)).html;
  expect(begun).toMatch(/Your organisation[\s\S]*3 to 6 months[\s\S]*Your product[\s\S]*This API[\s\S]*Not started/);
  const open = (await submit()).html.matchAll(/<a href="([^"#]+)">[^<]*: answer every question/g);
  const tasks = [...open].map(([, href]) => href);
  expect(tasks).toHaveLength(12);
  for (const href of tasks) expect((await grace.open(href ?? '')).status).toBe(200);
  expect(await state()).toBe('draft');

  await answerAll();
  const done = (await grace.open(base)).html;
  expect(done).toContain('12 of 12 tasks are completed');
  expect(done.match(/nhsuk-task-list__item /g)).toHaveLength(12);
  expect((await submit()).headers.get('location')).toBe(`${base}?done=submitted`);
  expect(portal.mailer.sent.map(({ to }) => to)).toEqual(
    expect.arrayContaining(['ada@example.nhs.uk', 'bob@example.nhs.uk']),
  );
  expect((await ada.open(`/producer/${api}`)).html).toContain('Ward charts');
  expect((await ada.open(page)).html).toContain('Chief information officer');

  await review(ada, 'begins');
  expect((await review(ada, 'approves')).headers.get('location')).toBe(`${page}?done=one_of_two`);
  expect(await standing()).toBeUndefined();
  expect((await review(bob, 'approves')).headers.get('location')).toBe(`${page}?done=decided`);
  expect([await state(), await standing()]).toEqual(['approved', 'approved']);
  expect(portal.mailer.sent.at(-1)).toMatchObject({
    to: 'grace@example.nhs.uk',
    subject: expect.stringContaining('decision'),
  });
});

test('every answer has its field on the page', async () => {
  const { grace, base, answerAll } = await aProduct();
  await answerAll();
  for (const [section, given] of Object.entries(answers)) {
    const { html } = await grace.open(`${base}/${section}`);
    const fields = Object.keys(given).filter((name) => !html.includes(`name="${name}"`));
    expect([section, fields]).toEqual([section, []]);
  }
});

test('an API says up front what it will ask, what takes longest first', async () => {
  const portal = aPortal({ settings: { production: true } });
  const name = await portal.publish(join(__dirname, '..', '..', '..', 'apis', 'hello-world', 'openapi.yaml'));
  const entry = await portal.registry.find(name);
  const publisher = { organisation: 'A publisher', thirdParty: false, team: 'team-1' };
  if (entry) await portal.registry.save({ ...entry, revision: 2, publisher }, 1);
  const { html } = await aBrowser(portal).open(`/catalogue/${name}`);
  expect(html).toMatch(/3 to 6 months[\s\S]*2 to 4 months[\s\S]*Say how you support it/);
});

test('what is returned has comments beside its answers, and is submitted once more', async () => {
  const { ada, grace, base, state, answerAll, answer, submit, review } = await aProduct();
  await answerAll();
  await submit();
  await review(ada, 'begins');
  const wrong = await review(ada, 'returns', { 'comment-support': 'And at night?' });
  expect(errorsIn(wrong.html)).toEqual([{ field: 'reason', text: expect.any(String) }]);
  expect(wrong.html).toContain('And at night?');
  await review(ada, 'returns', { reason: 'One answer is open', 'comment-support': 'And at night?' });
  expect(await state()).toBe('returned');
  expect((await grace.open(base)).html).toContain('And at night?');
  expect((await grace.open(`${base}/service`)).html).toContain('And at night?');
  await answer(grace, 'service', { ...answers.service, support: 'Day and night' });
  await submit();
  expect(await state()).toBe('submitted');
});

test('the reviewers read what was submitted, whatever is changed meanwhile', async () => {
  const { ada, grace, page, answerAll, answer, submit } = await aProduct();
  await answerAll();
  await submit();
  await answer(grace, 'service', { ...answers.service, support: 'Changed afterwards' });
  const { html } = await ada.open(page);
  expect(html).toContain('Weekdays');
  expect(html).not.toContain('Changed afterwards');
});

test('a refusal is appealed against with a reason, and a suspension shuts the application out until it is restored', async () => {
  const { ada, bob, grace, base, state, standing, answerAll, submit, review } = await aProduct();
  await answerAll();
  await submit();
  await review(ada, 'begins');
  await review(ada, 'refuses', { reason: 'Not for this' });
  expect(errorsIn((await grace.submit(base, base, { move: 'team appeals', reason: '' })).html)).toEqual([
    { field: 'reason', text: expect.any(String) },
  ]);
  await grace.submit(base, base, { move: 'team appeals', reason: 'It is for that' });
  expect(await state()).toBe('in review');
  await review(ada, 'approves');
  await review(bob, 'approves');
  await review(bob, 'suspends', { reason: 'A weakness was found' });
  expect([await state(), await standing()]).toEqual(['suspended', 'revoked']);
  for (const who of [ada, bob]) await review(who, 'restores');
  expect([await state(), await standing()]).toEqual(['approved', 'approved']);
});

test('an application that ends its subscription takes it up again while its product is approved, and not afterwards', async () => {
  const { ada, bob, grace, application, standing, answerAll, submit, review } = await aProduct();
  await answerAll();
  await submit();
  await review(ada, 'begins');
  await review(ada, 'approves');
  await review(bob, 'approves');
  const own = `/applications/${application}`;
  await grace.submit(own, `${own}/subscriptions/${api}/remove`);
  expect(await standing()).toBeUndefined();
  await grace.submit(own, `${own}/subscriptions`, { api, purpose: '' });
  expect(await standing()).toBe('approved');
  await grace.submit(own, `${own}/subscriptions/${api}/remove`);
  await review(bob, 'suspends', { reason: 'A weakness was found' });
  const again = await grace.submit(own, `${own}/subscriptions`, { api, purpose: '' });
  expect(errorsIn(again.html)).toEqual([{ field: 'api', text: expect.stringContaining('assurance first') }]);
});

describe('what an attacker tried', () => {
  test('the answers under review are not swapped by submitting once more', async () => {
    const { ada, grace, page, answerAll, answer, submit, review } = await aProduct();
    await answerAll();
    await submit();
    await review(ada, 'begins');
    await answer(grace, 'service', { ...answers.service, support: 'Swapped' });
    expect((await submit()).status).toBe(400);
    expect((await ada.open(page)).html).not.toContain('Swapped');
  });

  test('however often it is submitted, the last is read', async () => {
    const { ada, grace, base, page, answerAll, answer, submit } = await aProduct();
    await answerAll();
    for (let time = 0; time < 36; time += 1) {
      await submit();
      await grace.submit(base, base, { move: 'team withdraws', reason: '' });
      await grace.submit(base, base, { move: 'team begins anew', reason: '' });
    }
    await answer(grace, 'service', { ...answers.service, support: 'The last of all' });
    await submit();
    expect((await ada.open(page)).html).toContain('The last of all');
  });

  test('of an approval and a refusal at the same moment one holds, and the access with it', async () => {
    const { ada, bob, state, standing, answerAll, submit, review } = await aProduct();
    await answerAll();
    await submit();
    await review(ada, 'begins');
    await review(ada, 'approves');
    await Promise.all([review(bob, 'approves'), review(ada, 'refuses', { reason: 'No' })]);
    expect([await state(), await standing()]).toEqual(
      (await state()) === 'approved' ? ['approved', 'approved'] : ['refused', undefined],
    );
  });

  test('what a review has suspended is restored by two, and by the review alone', async () => {
    const { ada, bob, application, standing, answerAll, submit, review } = await aProduct();
    await answerAll();
    await submit();
    await review(ada, 'begins');
    await review(ada, 'approves');
    await review(bob, 'approves');
    await review(bob, 'suspends', { reason: 'A weakness was found' });
    const around = `/producer/${api}/applications/${application}`;
    for (const who of [ada, bob]) await who.submit(around, around, { move: 'publisher restores', reason: '' });
    expect(await standing()).toBe('revoked');
    await review(ada, 'restores');
    expect(await standing()).toBe('revoked');
    await review(bob, 'restores');
    expect(await standing()).toBe('approved');
  });

  test('the vote of somebody who has left the publisher counts no more', async () => {
    const { portal, ada, bob, standing, answerAll, submit, review } = await aProduct();
    await answerAll();
    await submit();
    await review(bob, 'begins');
    await review(bob, 'approves');
    const { team = '' } = (await portal.registry.find(api))?.publisher ?? {};
    await bob.submit(`/teams/${team}/leave`, `/teams/${team}/leave`);
    await review(ada, 'approves');
    expect(await standing()).toBeUndefined();
  });

  test('whoever takes over the name of an API reads nothing that was submitted to its former publisher', async () => {
    const { portal, grace, application, page, standing, answerAll, submit, review, ada, bob } = await aProduct();
    await answerAll();
    await submit();
    for (const [who, move] of [
      [ada, 'begins'],
      [ada, 'approves'],
      [bob, 'approves'],
    ] as const)
      await review(who, move);
    const own = `/applications/${application}`;
    await grace.submit(own, `${own}/subscriptions/${api}/remove`);
    const eve = await aDeveloper(portal, 'eve@example.nhs.uk');
    const theirs = idIn((await eve.submit('/teams/new', '/teams', { name: 'Others' })).headers.get('location'));
    const entry = await portal.registry.find(api);
    const publisher = { organisation: 'Another', thirdParty: false, team: theirs };
    if (entry) await portal.registry.save({ ...entry, revision: entry.revision + 1, publisher }, entry.revision);
    expect((await eve.open(page)).status).toBe(404);
    expect((await eve.open(`/producer/${api}`)).html).not.toContain('Ward charts');
    await grace.submit(own, `${own}/subscriptions`, { api, purpose: '' });
    expect(await standing()).toBeUndefined();
  });
});

test('in production an application stays within its organisation', async () => {
  const { portal, grace, application, answerAll, team } = await aProduct();
  await answerAll();
  const other = idIn((await grace.submit('/teams/new', '/teams', { name: 'Elsewhere' })).headers.get('location'));
  const page = `/applications/${application}/transfer`;
  expect(errorsIn((await grace.submit(page, page, { to: other })).html)).toEqual([
    { field: 'to', text: expect.stringContaining('its organisation') },
  ]);
  await grace.submit(`/teams/${other}/organisation`, `/teams/${other}/organisation/join`, { of: team });
  expect((await grace.submit(page, page, { to: other })).status).toBe(303);
  expect((await portal.applications.find(application))?.team).toBe(other);
});

describe('answers', () => {
  test('of a colleague are never written over unseen, and nothing that was typed is lost', async () => {
    const { portal, grace, team, base, answer } = await aProduct();
    const eve = await aDeveloper(portal, 'eve@example.nhs.uk');
    await joinTeam(portal, grace, team, eve, 'eve@example.nhs.uk', 'member');
    const section = `${base}/use`;
    const stale = /name="seen" value="(\d+)"/.exec((await eve.open(section)).html)?.[1] ?? '';
    await answer(grace, 'use');
    const typed = { ...answers.use, 'use-what': 'Reads two records', seen: stale };
    const told = await eve.submit(section, section, typed);
    expect(told.status).toBe(409);
    expect(errorsIn(told.html)).toEqual([{ field: 'use-what', text: expect.stringContaining('Reads one record') }]);
    expect(told.html).toContain('Reads two records');
    const again = await eve.submit(section, section, { ...answers.use, 'use-what': 'Reads two records' });
    expect(again.status).toBe(303);
  });

  test('beside those of a colleague are kept, where each answers another question of one page', async () => {
    const { portal, grace, team, product, base } = await aProduct();
    const eve = await aDeveloper(portal, 'eve@example.nhs.uk');
    await joinTeam(portal, grace, team, eve, 'eve@example.nhs.uk', 'member');
    const page = `${base}/service`;
    const seen = /name="seen" value="(\d+)"/.exec((await eve.open(page)).html)?.[1] ?? '';
    await grace.submit(page, page, { support: 'Weekdays', incidents: '', continuity: '' });
    const answer = await eve.submit(page, page, { support: '', incidents: 'By severity', continuity: '', seen });
    expect(answer.status).toBe(303);
    const kept = (await portal.dossiers.find(`product ${product}`))?.answers ?? [];
    expect(kept.map(({ value }) => value).sort()).toEqual(['By severity', 'Weekdays']);
  });

  test('of a hundred at once are all kept', async () => {
    const { portal, grace, product, base } = await aProduct();
    const page = `${base}/service`;
    const parts = ['support', 'incidents', 'continuity'];
    const saves = Array.from({ length: 99 }, (_, at) =>
      grace.submit(page, page, { [parts[at % 3] ?? '']: `Answer ${at}` }),
    );
    await Promise.all(saves);
    const kept = (await portal.dossiers.find(`product ${product}`))?.answers ?? [];
    expect(kept.map(({ question }) => question).sort()).toEqual([...parts].sort());
  });

  test.each([
    ['a date that there is not', 'dpia-on-day', date('dpia-on', ['31', '2', '2025']), 'real date'],
    ['a date to come', 'dpia-on-day', date('dpia-on', ['1', '1', '2030']), 'has been'],
    ['a choice that is not on the list', 'data-in-uk', { 'data-in-uk': 'perhaps' }, 'from the list'],
    ['an NHS number', 'sub-processors', { 'sub-processors': 'of 943 476 5919' }, 'an NHS number'],
    ['too much', 'sub-processors', { 'sub-processors': 'x'.repeat(2_001) }, '2000 characters'],
    ['address without https', 'privacy-notice', { 'privacy-notice': 'http://example.nhs.uk' }, 'https://'],
    ['words for an address', 'privacy-notice', { 'privacy-notice': 'on our site' }, 'https://'],
  ])('hold no %s, and what is right beside it is saved', async (_, question, given, words) => {
    const { portal, grace, product, base } = await aProduct();
    const page = `${base}/data-protection`;
    const right = { 'privacy-notice': 'https://example.nhs.uk', 'data-in-uk': 'yes', 'sub-processors': 'None' };
    const told = await grace.submit(page, page, { ...right, ...given });
    expect(errorsIn(told.html)).toEqual([{ field: question, text: expect.stringContaining(words) }]);
    const kept = (await portal.dossiers.find(`product ${product}`))?.answers ?? [];
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.map(({ question: of }) => of)).not.toContain(question.replace('-day', ''));
    expect(told.html).toContain(`id="${question}"`);
  });

  test('that have run out are a problem, told to both sides, with the reason beside', async () => {
    const { ada, grace, base, page, answerAll, answer, submit } = await aProduct();
    await answerAll();
    await answer(grace, 'security', { ...answers.security, ...date('penetration-test-on', ['1', '1', '2024']) });
    for (const path of [base, `${base}/security`])
      expect((await grace.open(path)).html).toContain('this answer has expired');
    await submit();
    expect((await ada.open(page)).html).toContain('1 answer, and 0 to look at');
  });

  test('of an organisation are asked once, for all of its products', async () => {
    const { grace, team, application, answerAll } = await aProduct();
    await answerAll();
    const made = await grace.submit('/products/new', '/products', { name: 'Second', team });
    const second = (made.headers.get('location') ?? '').replace('?done=created', '');
    await grace.submit(second, `${second}/apis`, { api, application });
    expect((await grace.open(`${second}/apis/${api}`)).html).toContain('4 of 12 tasks are completed');
  });
});

test('whoever is not in the product’s team sees nothing of it, and whoever is in it reviews it nowhere', async () => {
  const { portal, ada, grace, team, base, page, answerAll, submit, review, state } = await aProduct();
  const eve = await aDeveloper(portal, 'eve@example.nhs.uk');
  for (const path of [base, `${base}/use`, page]) expect((await eve.open(path)).status).toBe(404);
  expect((await ada.open(page)).status).toBe(404);
  await answerAll();
  await submit();
  await joinTeam(portal, grace, team, ada, 'ada@example.nhs.uk', 'viewer');
  expect(errorsIn((await review(ada, 'begins')).html)).toEqual([
    { field: 'move', text: expect.stringContaining('in the team') },
  ]);
  expect(await state()).toBe('submitted');
});

test('every question is asked once, in words that end as a question does, and is judged by somebody', () => {
  for (const { sections } of questionnaires) {
    const questions = sections.flatMap((section) => section.questions);
    const ids = questions.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    for (const { wording, kind } of questions) expect(wording.endsWith('?')).toBe(kind !== 'acknowledge');
    for (const { questions: own } of sections) expect(new Set(own.map(({ scope }) => scope)).size).toBe(1);
  }
});
