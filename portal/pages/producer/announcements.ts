import { Hono } from 'hono';
import * as z from 'zod';
import {
  type AnnounceOutcome,
  earliestEnd,
  makeAnnounce,
  makeEndAnnouncement,
} from '../../../domain/announcements/announce';
import {
  announcementKinds,
  currentAnnouncements,
  mostInADay,
  noticeMonths,
} from '../../../domain/announcements/announcement';
import { ownApi } from '../../../domain/applications/decide-for-publisher';
import { allows } from '../../../domain/teams/permissions';
import { roleOf } from '../../../domain/teams/team';
import { reasonField } from '../../http/form-fields';
import { mistakes, readForm } from '../../http/read-form';
import { typedDate } from '../../http/typed-date';
import { paths, producerPath } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';
import { announcementWords } from '../../view/announcement-words';

const address = `${paths.producer}/:api/announcements`;

const part = z.string().trim().max(4).default('');
const announceForm = z
  .object({
    kind: z.enum(announcementKinds, 'Choose what you announce'),
    text: reasonField.refine((text) => text !== '', 'Say what those who call the API need to know'),
    'until[day]': part,
    'until[month]': part,
    'until[year]': part,
  })
  .transform(({ kind, text, ...date }) => {
    const [day, month, year] = [date['until[day]'], date['until[month]'], date['until[year]']];
    return { kind, text, until: typedDate({ day, month, year }) || undefined };
  })
  .refine(({ until }) => until === undefined || z.iso.date().safeParse(until).success, {
    path: ['until-day'],
    message: 'Enter a real date, such as 27 3 2027',
  });

const refusals: Readonly<Record<Exclude<AnnounceOutcome, 'done' | 'not_found'>, Readonly<Record<string, string>>>> = {
  is_past: { 'until-day': 'Enter a day that is not over' },
  no_last_day: { 'until-day': 'Enter the last day on which the API answers' },
  too_soon: { 'until-day': `Leave those who call the API ${noticeMonths} months to move` },
  too_many: { kind: `${mostInADay} announcements a day are sent. Take one back, and post again tomorrow` },
};

/** What has just been done, by the word in the address. */
const news: ReadonlyMap<string, string> = new Map([
  [
    'posted',
    'It is on the pages of the API now. Those subscribed are mailed within a quarter of an hour, without its text.',
  ],
  ['ended', 'It is taken off the pages.'],
]);

/** What a publisher tells those who call an API. */
export function announcementRoutes(tools: Tools) {
  const { page, announcements, teams, clock, environment } = tools;
  const needs = { ...tools, production: environment.production };
  const announce = makeAnnounce(needs);
  const end = makeEndAnnouncement(needs);
  const app = new Hono<PortalBindings>();
  const askedFor = (context: PortalContext) => ({
    account: context.var.account.id,
    api: context.req.param('api') ?? '',
  });
  const ownPage = (context: PortalContext) => `${producerPath(askedFor(context).api)}/announcements`;

  async function show(context: PortalContext, data: object = {}, status: 200 | 400 = 200) {
    const asked = askedFor(context);
    const entry = await ownApi(tools, asked, 'apis.view');
    const team = entry?.publisher.team === undefined ? undefined : await teams.find(entry.publisher.team);
    const role = team && roleOf(team, asked.account);
    if (!(entry && role)) return context.notFound();
    const row = await announcements.find(asked.api);
    const about = {
      title: `Announcements of ${entry.title}`,
      entry,
      current: currentAnnouncements(row, entry, clock.now()),
      words: announcementWords,
      kinds: announcementKinds,
      mayAnnounce: allows(role, 'apis.announce'),
      earliestEnd: environment.production ? earliestEnd(clock.now()) : undefined,
      news: status === 200 ? news.get(context.req.query('done') ?? '') : undefined,
    };
    return page(context, 'producer/announcements', { ...about, ...data }, status);
  }

  app.get(address, (context) => show(context));
  app.post(address, async (context) => {
    const form = await readForm(context, announceForm);
    if (form.errors) return show(context, form, 400);
    const outcome = await announce({ ...askedFor(context), ...form.values });
    if (outcome === 'not_found') return context.notFound();
    if (outcome === 'done') return context.redirect(`${context.req.path}?done=posted`, 303);
    const { kind, text, until = '' } = form.values;
    const [year = '', month = '', day = ''] = until.split('-');
    const typed = { kind, text, 'until[day]': day, 'until[month]': month, 'until[year]': year };
    return show(context, { ...mistakes(refusals[outcome]), typed }, 400);
  });
  app.post(`${address}/:id/end`, async (context) => {
    const ended = await end({ ...askedFor(context), id: context.req.param('id') });
    if (!ended) return context.notFound();
    return context.redirect(`${ownPage(context)}?done=ended`, 303);
  });
  app.get(`${address}/:id/end`, (context) => context.redirect(ownPage(context), 303));
  return app;
}
