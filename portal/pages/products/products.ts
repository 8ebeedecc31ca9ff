import { Hono } from 'hono';
import * as z from 'zod';
import { applicationsOf } from '../../../domain/applications/list-applications';
import { isSubscribable } from '../../../domain/catalogue/api-summary';
import { listProducts, makeAddApi, makeCreateProduct } from '../../../domain/onboarding/create-product';
import { findProduct } from '../../../domain/onboarding/find-product';
import { mostProducts, mostSubmissions } from '../../../domain/onboarding/product';
import { modeIn } from '../../../domain/publishing/subscription-mode';
import { listTeams } from '../../../domain/teams/find-team';
import { allows } from '../../../domain/teams/permissions';
import { nameField } from '../../http/form-fields';
import { mistakes, readForm } from '../../http/read-form';
import { signedIn } from '../../http/signed-in';
import { paths, productPath } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';
import { mayOf } from '../../view/may-of';
import { oneProduct, productAskedFor } from './asked-for';
import { sectionRoutes } from './section';
import { states } from './states';
import { taskListRoutes } from './task-list';

const productForm = z.object({
  name: nameField('a name for the product', 60),
  team: z.string('Choose a team').min(1, 'Choose a team'),
});
const apiForm = z.object({
  api: z.string('Choose an API').min(1, 'Choose an API'),
  application: z.string('Choose an application').min(1, 'Choose an application'),
});

/** What teams bring to production: products, and for each API what its publisher asks of them. */
export function productRoutes(tools: Tools) {
  const { page, registry, environment } = tools;
  const createProduct = makeCreateProduct(tools);
  const addApi = makeAddApi(tools);
  const app = new Hono<PortalBindings>();
  app.use(paths.products, signedIn(tools));
  app.use(`${paths.products}/*`, signedIn(tools));

  app.get(paths.products, async (context) => {
    const own = await listProducts(tools, context.var.account.id);
    return page(context, 'products/products', { title: 'My products', own, states });
  });

  async function askForProduct(context: PortalContext, data: object = {}, status: 200 | 400 = 200) {
    const own = await listTeams(tools, context.var.account.id);
    const teams = own.flatMap(({ team, role }) => (allows(role, 'products.change') ? [team] : []));
    return page(context, 'products/new', { title: 'Add a product', teams, ...data }, status);
  }
  app.get(paths.newProduct, (context) => askForProduct(context));
  app.post(paths.products, async (context) => {
    const form = await readForm(context, productForm);
    if (form.errors) return askForProduct(context, form, 400);
    const made = await createProduct({ account: context.var.account.id, ...form.values });
    if (made) return context.redirect(`${productPath(made.id)}?done=created`, 303);
    const full = mistakes({ team: `Choose a team of yours that has fewer than ${mostProducts} products` });
    return askForProduct(context, { ...full, typed: form.values }, 400);
  });

  async function show(context: PortalContext, data: object = {}, status: 200 | 400 = 200) {
    const own = await findProduct(tools, productAskedFor(context), 'products.view');
    if (!own) return context.notFound();
    const { product, team, role } = own;
    const entries = await registry.list();
    const titles = new Map(entries.map((entry) => [entry.api, entry.title]));
    const available = entries.filter(
      (entry) =>
        isSubscribable(entry) &&
        modeIn(entry, environment) === 'on-assurance' &&
        !product.submissions.some(({ api }) => api === entry.api),
    );
    const about = {
      title: product.name,
      ...{ product, team, available, states },
      may: mayOf(role),
      submissions: product.submissions.map((one) => ({ ...one, title: titles.get(one.api) ?? one.api })),
      applications: await applicationsOf(tools, own),
      news:
        status === 200 && context.req.query('done') === 'created'
          ? 'The product is added. Add the APIs that it calls.'
          : undefined,
    };
    return page(context, 'products/product', { ...about, ...data }, status);
  }
  app.get(oneProduct, (context) => show(context));
  app.get(`${oneProduct}/apis`, (context) => context.redirect(productPath(productAskedFor(context).product), 303));
  app.post(`${oneProduct}/apis`, async (context) => {
    const form = await readForm(context, apiForm);
    if (form.errors) return show(context, form, 400);
    const { api, application } = form.values;
    const entry = await registry.find(api);
    if (!entry || modeIn(entry, environment) !== 'on-assurance') {
      return show(context, { ...mistakes({ api: 'Choose an API from the list' }), typed: form.values }, 400);
    }
    const outcome = await addApi({ ...productAskedFor(context), api, application });
    if (outcome === 'not_found') return context.notFound();
    if (outcome === 'done') return context.redirect(`${context.req.path}/${encodeURIComponent(api)}`, 303);
    const wrong =
      outcome === 'full'
        ? { api: `The product asks for it already, or for ${mostSubmissions} APIs` }
        : { application: 'Choose an application from the list' };
    return show(context, { ...mistakes(wrong), typed: form.values }, 400);
  });
  for (const routes of [taskListRoutes, sectionRoutes]) app.route('/', routes(tools));
  return app;
}
