import { Hono } from 'hono';
import { findOwnAccess } from '../../../domain/applications/own-access';
import { mostOperationsAsked, operationsWithCaller } from '../../../domain/conformance/conformance';
import { makeStateOperations } from '../../../domain/conformance/state-operations';
import { mistakes, typedFields } from '../../http/read-form';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';
import { conformanceFor } from '../../view/conformance-for';
import { mayOf } from '../../view/may-of';
import { askedFor, one } from './asked-for';

const address = `${one}/subscriptions/:api/conformance`;

/** What the calls of an application show of its technical conformance, and which operations it needs. */
export function conformanceRoutes(tools: Tools) {
  const { page } = tools;
  const stateOperations = makeStateOperations(tools);
  const app = new Hono<PortalBindings>();

  async function show(context: PortalContext, data: object = {}, status: 200 | 400 = 200) {
    const api = context.req.param('api') ?? '';
    const own = await findOwnAccess(tools, { ...askedFor(context), api }, 'applications.view');
    if (!own) return context.notFound();
    const { entry, request } = own;
    const operations = operationsWithCaller(entry);
    const isAsked = operations.length <= mostOperationsAsked && mayOf(own.role)['subscriptions.ask'] === true;
    const about = {
      title: `Technical conformance with ${entry.title}`,
      ...{ application: own.application, entry },
      conformance: await conformanceFor(tools, entry, own.application.id),
      asked: isAsked ? operations : [],
      stated: request?.operations ?? [],
      news:
        status === 200 && context.req.query('done') === 'stated' ? 'It is kept which operations it needs.' : undefined,
    };
    return page(context, 'applications/conformance', { ...about, ...data }, status);
  }

  app.get(address, (context) => show(context));
  app.post(address, async (context) => {
    const typed = Object.entries(await typedFields(context));
    const operations = typed.flatMap(([name, id]) => (/^operation-\d{1,3}$/.test(name) ? [id] : []));
    const request = { ...askedFor(context), api: context.req.param('api') ?? '', operations };
    if (await stateOperations(request)) return context.redirect(`${context.req.path}?done=stated`, 303);
    return show(context, mistakes({ 'operation-0': 'The API has changed meanwhile: choose from the list' }), 400);
  });
  return app;
}
