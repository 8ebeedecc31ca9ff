import { mostInADay } from '../../../domain/announcements/announcement';
import { makeMailAnnouncements } from '../../../domain/announcements/mail-announcements';
import { aRegistryEntry } from '../../builders';
import { date } from '../../onboarding-answers';
import { aDeveloper, anApplicationOf, errorsIn } from './a-browser';
import { markupFaults } from './a-page-check';
import { type APortal, aPortal, portalUrl } from './a-portal';
import { idIn } from './a-team';

const api = 'hello-world';
const page = `/producer/${api}/announcements`;

/** A publisher's team, and applications of other teams that are subscribed. */
async function aPublished({ production = false, subscribers = 1 } = {}) {
  const portal = aPortal({ settings: { production } });
  const ada = await aDeveloper(portal, 'ada@example.nhs.uk');
  const team = idIn((await ada.submit('/teams/new', '/teams', { name: 'Publishers' })).headers.get('location'));
  const publisher = { organisation: 'A publisher', thirdParty: false, team };
  await portal.registry.save(aRegistryEntry({ usagePlanId: 'plan-1', publisher }), undefined);
  const all = [];
  for (let at = 0; at < subscribers; at += 1) {
    const browser = await aDeveloper(portal, `grace${at}@example.nhs.uk`);
    const application = await anApplicationOf(browser);
    await browser.submit(`/applications/${application}`, `/applications/${application}/subscriptions`, { api });
    all.push({ browser, application });
  }
  const post = (fields: Record<string, string>) => ada.submit(page, page, fields);
  return { portal, ada, post, subscribers: all };
}

const mailAll = (portal: APortal) => makeMailAnnouncements({ ...portal, portalUrl })();
const told = (portal: APortal) => portal.mailer.sent.filter(({ subject }) => subject.includes('planned work'));

test('what is announced stands on the pages of the API and of its subscribers, and each is mailed once without its words', async () => {
  const { portal, ada, post, subscribers } = await aPublished({ subscribers: 3 });
  const posted = await post({
    kind: 'planned-work',
    text: 'Closed <b>on</b> Sunday',
    ...date('until', ['1', '12', '2030']),
  });
  expect(posted.headers.get('location')).toBe(`${page}?done=posted`);
  const [{ browser, application } = { browser: ada, application: '' }] = subscribers;
  const own = `/applications/${application}`;
  for (const path of [own, `${own}/subscriptions/${api}`, `/catalogue/${api}`]) {
    const { html } = await browser.open(path);
    expect(html).toContain('Closed &lt;b&gt;on&lt;/b&gt; Sunday');
    expect(await markupFaults(html)).toEqual([]);
  }
  expect(told(portal)).toEqual([]);
  expect(await mailAll(portal)).toEqual({ mails: 3, refused: 0, failed: [] });
  expect(await mailAll(portal)).toEqual({ mails: 0, refused: 0, failed: [] });
  const addresses = subscribers.map((_, at) => `grace${at}@example.nhs.uk`);
  expect(
    told(portal)
      .map(({ to }) => to)
      .sort(),
  ).toEqual(addresses);
  expect(told(portal)[0]?.text).not.toContain('Sunday');
  const { html } = await ada.open(page);
  expect(await markupFaults(html)).toEqual([]);
  const end = /action="([^"]+\/end)"/.exec(html)?.[1] ?? '';
  await ada.submit(page, end, {});
  expect((await browser.open(own)).html).not.toContain('Sunday');
});

test('a run that is cut off is gone on with behind the last team that was mailed', async () => {
  const { portal, post } = await aPublished({ subscribers: 4 });
  await post({ kind: 'planned-work', text: 'Closed on Sunday' });
  const send = jest.spyOn(portal.mailer, 'send');
  const first = portal.mailer.send.bind(portal.mailer);
  send.mockImplementationOnce((mail) => first(mail)).mockRejectedValueOnce(new Error('cut off'));
  expect(await mailAll(portal)).toMatchObject({ failed: [api] });
  send.mockRestore();
  await mailAll(portal);
  const mailed = told(portal).map(({ to }) => to);
  expect([mailed.length, new Set(mailed).size]).toEqual([4, 4]);
});

test('the end of an API needs a last day, in production with the notice that subscribers are due', async () => {
  const { post } = await aPublished({ production: true });
  const of = async (fields: Record<string, string>) =>
    errorsIn((await post({ kind: 'deprecation', text: 'Move to the next', ...fields })).html);
  expect(await of({})).toEqual([{ field: 'until-day', text: expect.stringContaining('last day') }]);
  expect(await of(date('until', ['31', '2', '2030']))).toEqual([
    { field: 'until-day', text: expect.stringContaining('real date') },
  ]);
  expect(await of(date('until', ['1', '1', '2020']))).toEqual([
    { field: 'until-day', text: expect.stringContaining('not over') },
  ]);
  expect(await of(date('until', ['1', '6', '2026']))).toEqual([
    { field: 'until-day', text: expect.stringContaining('12 months') },
  ]);
  expect((await post({ kind: 'deprecation', text: 'Move', ...date('until', ['1', '12', '2030']) })).status).toBe(303);
});

test('nobody floods subscribers: so many a day, without patient data, and of an end that was taken back no mail goes', async () => {
  const { portal, ada, post } = await aPublished();
  expect(errorsIn((await post({ kind: 'change', text: 'For 943 476 5919' })).html)).toEqual([
    { field: 'text', text: expect.any(String) },
  ]);
  for (let time = 0; time < mostInADay; time += 1)
    expect((await post({ kind: 'planned-work', text: 'Again' })).status).toBe(303);
  expect(errorsIn((await post({ kind: 'planned-work', text: 'Again' })).html)).toEqual([
    { field: 'kind', text: expect.any(String) },
  ]);
  const { html } = await ada.open(page);
  for (const [, end = ''] of html.matchAll(/action="([^"]+\/end)"/g)) await ada.submit(page, end, {});
  expect(await mailAll(portal)).toEqual({ mails: 0, refused: 0, failed: [] });
});

test('who takes a name over neither shows nor ends what was announced before', async () => {
  const { portal, ada, post } = await aPublished();
  await post({ kind: 'change', text: 'Theirs alone' });
  const entry = await portal.registry.find(api);
  const publisher = { organisation: 'Another', thirdParty: false, team: entry?.publisher.team };
  if (entry) await portal.registry.save({ ...entry, publisher, revision: entry.revision + 1 }, entry.revision);
  expect((await ada.open(`/catalogue/${api}`)).html).not.toContain('Theirs alone');
  expect(await mailAll(portal)).toEqual({ mails: 0, refused: 0, failed: [] });
});
