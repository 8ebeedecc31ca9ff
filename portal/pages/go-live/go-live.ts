import { Hono } from 'hono';
import * as z from 'zod';
import { findGoLive, makeBeginGoLive, makeMoveGoLive, makeSaveGoLive } from '../../../domain/go-live/keep-go-live';
import { goLiveId, goLiveMoves } from '../../../domain/publishing/go-live/go-live-record';
import { goLiveItems } from '../../../domain/publishing/go-live/items';
import { openItems } from '../../../domain/publishing/go-live/missing-for-production';
import { listTeams } from '../../../domain/teams/find-team';
import { allows } from '../../../domain/teams/permissions';
import { reasonField } from '../../http/form-fields';
import { mistakes, readForm, typedFields } from '../../http/read-form';
import { signedIn } from '../../http/signed-in';
import { typedDate } from '../../http/typed-date';
import { goLivePath, paths } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';
import { mayOf } from '../../view/may-of';

const one = `${paths.goLive}/:team/:api`;
const beginForm = z.object({
  team: z.string('Choose a team').min(1, 'Choose a team'),
  api: z.string('Enter the name of the API').trim().min(1, 'Enter the name of the API'),
});
const moves = ['team submits', 'team withdraws', 'second confirms', 'second returns'] as const;
const moveForm = z
  .object({ move: z.enum(moves, 'Choose what you want'), reason: reasonField.default('') })
  .refine(({ move, reason }) => move !== 'second returns' || reason !== '', {
    path: ['reason'],
    message: 'Say what is to be changed',
  });

const labels = {
  'team submits': 'Submit it, for a colleague to confirm',
  'team withdraws': 'Take it back, to change it',
  'second confirms': 'Confirm it: the API may go live',
  'second returns': 'Return it to be changed',
} as const;

/** What has just been done, by the word in the address. */
const news: ReadonlyMap<string, string> = new Map([
  ['saved', 'The record is saved.'],
  ['moved', 'Done.'],
]);

const refusals: ReadonlyMap<string, string> = new Map([
  ['not_possible', 'Somebody has changed it meanwhile: look where it stands'],
  ['own_record', 'You have submitted it: another administrator or owner of the team confirms it'],
]);

/** What publishers put on record of an API before it is in production. */
export function goLiveRoutes(tools: Tools) {
  const { page, goLives, clock } = tools;
  const begin = makeBeginGoLive(tools);
  const save = makeSaveGoLive(tools);
  const move = makeMoveGoLive(tools);
  const app = new Hono<PortalBindings>();
  app.use(paths.goLive, signedIn(tools));
  app.use(`${paths.goLive}/*`, signedIn(tools));
  const askedFor = (context: PortalContext) => ({
    account: context.var.account.id,
    team: context.req.param('team') ?? '',
    api: context.req.param('api') ?? '',
  });

  app.get(paths.goLive, async (context) => {
    const own = await listTeams(tools, context.var.account.id);
    const named = own.flatMap(({ team }) => (team.goLives ?? []).map((api) => ({ team, api })));
    const records = await Promise.all(
      named.map(async ({ team, api }) => {
        const record = await goLives.find(goLiveId(team.id, api));
        return { api, team: team.name, state: record?.state, href: goLivePath(team.id, api) };
      }),
    );
    const isAdministrator = own.some(({ role }) => allows(role, 'apis.record'));
    return page(context, 'go-live/list', { title: 'Go-live records', records, isAdministrator });
  });

  async function ask(context: PortalContext, data: object = {}, status: 200 | 400 = 200) {
    const own = await listTeams(tools, context.var.account.id);
    const teams = own.flatMap(({ team, role }) => (allows(role, 'apis.record') ? [team] : []));
    return page(context, 'go-live/new', { title: 'Begin a go-live record', teams, ...data }, status);
  }
  app.get(paths.newGoLive, (context) => ask(context));
  app.post(paths.goLive, async (context) => {
    const form = await readForm(context, beginForm);
    if (form.errors) return ask(context, form, 400);
    const { team, api } = form.values;
    if (await begin({ account: context.var.account.id, team, api }))
      return context.redirect(goLivePath(team, api), 303);
    const wrong = mistakes({
      api: 'Enter a name of small letters, digits and hyphens, for a team of yours that has room',
    });
    return ask(context, { ...wrong, typed: form.values }, 400);
  });

  async function show(context: PortalContext, data: object = {}, status: 200 | 400 | 409 = 200) {
    const asked = askedFor(context);
    const own = await findGoLive(tools, asked);
    if (!own) return context.notFound();
    const { record, team, role } = own;
    const may = mayOf(role)['apis.record'] === true;
    const isSubmitter = record.submittedBy === asked.account;
    const possible = moves.filter(
      (one) => goLiveMoves[one][record.state] !== undefined && !(isSubmitter && one === 'second confirms'),
    );
    const about = {
      title: `Go-live record of ${record.api}`,
      ...{ record, team, base: goLivePath(team.id, record.api) },
      items: goLiveItems.map((item) => {
        const value = record.entries.find((entry) => entry.item === item.id)?.value ?? '';
        const [year = '', month = '', day = ''] = value.split('-');
        return { ...item, value, date: { year, month, day } };
      }),
      open: openItems(record, clock.now()),
      mayChange: may && goLiveMoves['team changes'][record.state] !== undefined,
      choices: may ? possible.map((value) => ({ value, text: labels[value] })) : [],
      news: status === 200 ? news.get(context.req.query('done') ?? '') : undefined,
    };
    return page(context, 'go-live/record', { ...about, ...data }, status);
  }

  app.get(one, (context) => show(context));
  app.post(one, async (context) => {
    const fields = new Map(Object.entries(await typedFields(context)));
    const seen = Number(fields.get('seen'));
    const values = typedItems(fields);
    const outcome = await save({ ...askedFor(context), values, seen });
    if (outcome.outcome === 'not_found') return context.notFound();
    if (outcome.outcome === 'saved') return context.redirect(`${context.req.path}?done=saved`, 303);
    if (outcome.outcome === 'faults') {
      const linked = [...outcome.faults].map(([item, text]) => [fieldOf(item), text]);
      return show(context, mistakes(Object.fromEntries(linked)), 400);
    }
    const text = 'Somebody has changed the record meanwhile: this is how it stands now, without what you typed';
    return show(context, { errors: [{ text, href: '#state' }] }, 409);
  });
  app.get(`${one}/moves`, (context) =>
    context.redirect(goLivePath(askedFor(context).team, askedFor(context).api), 303),
  );
  app.post(`${one}/moves`, async (context) => {
    const asked = askedFor(context);
    const form = await readForm(context, moveForm);
    if (form.errors) return show(context, form, 400);
    const outcome = await move({ ...asked, move: form.values.move, reason: form.values.reason || undefined });
    if (outcome.outcome === 'not_found') return context.notFound();
    if (outcome.outcome === 'done') return context.redirect(`${goLivePath(asked.team, asked.api)}?done=moved`, 303);
    if (outcome.outcome === 'open') {
      return show(
        context,
        { errors: outcome.open.map(({ item, text }) => ({ text, href: `#${fieldOf(item)}` })) },
        400,
      );
    }
    return show(context, { ...mistakes({ move: refusals.get(outcome.outcome) ?? '' }), typed: form.values }, 400);
  });
  return app;
}

/** Where an error leads: of a date to its first field. */
const fieldOf = (item: string): string =>
  goLiveItems.some(({ id, kind }) => id === item && kind === 'date') ? `${item}-day` : item;

/** A date is typed as day, month and year. */
function typedItems(fields: ReadonlyMap<string, string>): Map<string, string> {
  const field = (name: string) => (fields.get(name) ?? '').trim();
  return new Map(
    goLiveItems.map(({ id, kind }): [string, string] => {
      if (kind !== 'date') return [id, field(id)];
      const [day, month, year] = [field(`${id}[day]`), field(`${id}[month]`), field(`${id}[year]`)];
      return [id, typedDate({ day, month, year })];
    }),
  );
}
