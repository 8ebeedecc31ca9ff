import { Hono } from 'hono';
import * as z from 'zod';
import { currentAnnouncements } from '../../../domain/announcements/announcement';
import type { AccessSubject } from '../../../domain/applications/access-request';
import { findOwnAccess } from '../../../domain/applications/own-access';
import { makeSubscribe } from '../../../domain/applications/subscribe';
import { isForPublisher, moves } from '../../../domain/applications/subscription';
import { reasonField } from '../../http/form-fields';
import { notify } from '../../http/notify';
import { mistakes, readForm } from '../../http/read-form';
import { producerPath } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';
import { accessStory, standings } from '../../view/access-story';
import { announcementWords } from '../../view/announcement-words';
import { mayOf } from '../../view/may-of';
import { requestMail } from '../producer/access-mails';
import { askedFor, one } from './asked-for';
import { conformanceRoutes } from './conformance';

const purposeForm = z.object({
  purpose: reasonField.refine((text) => text !== '', 'Say what the application does with this API'),
});

/** How an application came by its access to one API, and asking once more. */
export function accessRoutes(tools: Tools) {
  const { page, announcements, clock, environment } = tools;
  const subscribe = makeSubscribe({ ...tools, production: environment.production });
  const app = new Hono<PortalBindings>();
  const address = `${one}/subscriptions/:api`;

  async function show(context: PortalContext, data: object = {}, status: 200 | 400 = 200) {
    const api = context.req.param('api') ?? '';
    const own = await findOwnAccess(tools, { ...askedFor(context), api }, 'applications.view');
    if (!own) return context.notFound();
    const { entry, request, standing } = own;
    const may = mayOf(own.role);
    const about = {
      title: `Access to ${entry.title}`,
      ...{ application: own.application, entry, may },
      standing: standing === 'none' ? 'Not subscribed' : standings[standing],
      purpose: request?.purpose,
      isAskable: moves['developer asks'][standing] !== undefined && standing !== 'none' && may['subscriptions.ask'],
      isOwn: standing !== 'none' && !isForPublisher(standing) && may['subscriptions.end'],
      announced: currentAnnouncements(await announcements.find(api), entry, clock.now()),
      announcementWords,
      story: await accessStory(tools, request, 'developer'),
      news: status === 200 && context.req.query('done') === 'asked' ? 'The publisher is asked once more.' : undefined,
    };
    return page(context, 'applications/access', { ...about, ...data }, status);
  }

  app.route('/', conformanceRoutes(tools));
  app.get(address, (context) => show(context));
  app.post(address, async (context) => {
    const form = await readForm(context, purposeForm);
    if (form.errors) return show(context, form, 400);
    const api = context.req.param('api') ?? '';
    const outcome = await subscribe({ ...askedFor(context), api, ...form.values });
    if (outcome === 'not_found' || outcome === 'no_such_api') return context.notFound();
    if (outcome !== 'pending') {
      const decided = mistakes({ purpose: 'The publisher has decided meanwhile: this page shows what holds' });
      return show(context, { ...decided, typed: form.values }, 400);
    }
    await tellPublisher(tools, context, { api, application: askedFor(context).id });
    return context.redirect(`${context.req.path}?done=asked`, 303);
  });
  return app;
}

/** Mails the team that answers for an API that somebody asks for access. */
export async function tellPublisher(tools: Tools, context: PortalContext, { api, application }: AccessSubject) {
  const entry = await tools.registry.find(api);
  if (!entry?.publisher.team) return;
  const url = `${tools.environment.portalUrl}${producerPath(api)}/applications/${encodeURIComponent(application)}`;
  await notify(tools, context, entry.publisher.team, requestMail({ title: entry.title, url }));
}
