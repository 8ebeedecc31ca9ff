import { Hono } from 'hono';
import * as z from 'zod';
import { findProduct } from '../../../domain/onboarding/find-product';
import { problemsOf } from '../../../domain/onboarding/problems';
import { versionAsked } from '../../../domain/onboarding/questionnaire';
import { assess, readDossiers } from '../../../domain/onboarding/read-dossiers';
import { isStanding, submissionMoves } from '../../../domain/onboarding/submission';
import { makeMoveOwn, makeSubmit } from '../../../domain/onboarding/submit';
import { reasonField } from '../../http/form-fields';
import { notify } from '../../http/notify';
import { mistakes, readForm } from '../../http/read-form';
import { producerPath } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';
import { conformanceFor } from '../../view/conformance-for';
import { mayOf } from '../../view/may-of';
import { appealMail, requestMail } from '../producer/access-mails';
import { apiAskedFor, oneSubmission, productAskedFor, submissionPath } from './asked-for';
import { states } from './states';

const teamMoves = ['team withdraws', 'team appeals', 'team begins anew'] as const;
const moveForm = z
  .object({ move: z.enum(teamMoves, 'Choose what you want'), reason: reasonField.default('') })
  .refine(({ move, reason }) => move !== 'team appeals' || reason !== '', {
    path: ['reason'],
    message: 'Say what the publisher should look at once more',
  });

/** What has just been done, by the word in the address. */
const news: ReadonlyMap<string, string> = new Map([
  ['saved', 'Your answers are saved.'],
  ['submitted', 'It is submitted. The publisher reviews it, and we send an email when it decides.'],
  ['moved', 'Done.'],
]);

const refusals = {
  other_product: 'Another product of yours answers for this application here: withdraw that one first',
  not_possible: 'It cannot be submitted from where it stands: a colleague may have submitted it already',
} as const;

/** The tasks of a product for one API, and what becomes of them. */
export function taskListRoutes(tools: Tools) {
  const { page, registry, clock, environment, applications } = tools;
  const submit = makeSubmit(tools);
  const moveOwn = makeMoveOwn(tools);
  const app = new Hono<PortalBindings>();

  async function show(context: PortalContext, data: object = {}, status: 200 | 400 = 200) {
    const own = await findProduct(tools, productAskedFor(context), 'products.view');
    const api = apiAskedFor(context);
    const submission = own?.product.submissions.find((one) => one.api === api);
    const entry = await registry.find(api);
    if (!(own && submission && entry)) return context.notFound();
    const { answers } = await readDossiers(tools, { ...own, api });
    const { tasks, assessed } = assess(versionAsked(submission), entry, answers, clock.now());
    const problems = problemsOf(assessed, clock.now());
    const may = mayOf(own.role);
    const isPossible = (move: keyof typeof submissionMoves) => submissionMoves[move][submission.state] !== undefined;
    const about = {
      title: `${own.product.name} and ${entry.title}`,
      ...{ product: own.product, entry, submission, may, tasks, team: own.team },
      base: submissionPath(context),
      state: states[submission.state],
      application: await applications.find(submission.application),
      conformance: await conformanceFor(tools, entry, submission.application),
      done: tasks.filter(({ status: is }) => is === 'Completed').length,
      problems: tasks.flatMap(({ section }) =>
        section.questions.flatMap(({ id, wording }) => {
          const text = problems.get(id);
          return text === undefined ? [] : [{ section: section.id, wording, text }];
        }),
      ),
      ending: assessed.filter(({ until }) => until !== undefined),
      wordings: new Map(assessed.map(({ question }) => [question.id, question.wording])),
      newVersion: versionAsked(submission) === submission.version ? undefined : versionAsked(submission),
      isRenewal: isStanding(submission.state),
      isSubmittable: isPossible('team submits') && may['products.submit'],
      moves: may['products.submit'] ? teamMoves.filter(isPossible) : [],
      news: status === 200 ? news.get(context.req.query('done') ?? '') : undefined,
    };
    const comments = submission.comments.map((one) => ({ ...one, wording: about.wordings.get(one.question) ?? '' }));
    return page(context, 'products/task-list', { ...about, comments, ...data }, status);
  }

  app.get(oneSubmission, (context) => show(context));
  app.post(`${oneSubmission}/submit`, async (context) => {
    const entry = await registry.find(apiAskedFor(context));
    const outcome = entry && (await submit({ ...productAskedFor(context), entry }));
    if (!(entry && outcome) || outcome.outcome === 'not_found') return context.notFound();
    if (outcome.outcome === 'incomplete') {
      const errors = outcome.tasks.map(({ section }) => ({
        text: `${section.title}: answer every question`,
        href: `${submissionPath(context)}/${section.id}`,
      }));
      return show(context, { errors }, 400);
    }
    if (outcome.outcome !== 'submitted')
      return show(context, { errors: [{ text: refusals[outcome.outcome], href: '#state' }] }, 400);
    await tellPublisher(context, requestMail);
    return context.redirect(`${submissionPath(context)}?done=submitted`, 303);
  });
  app.post(oneSubmission, async (context) => {
    const form = await readForm(context, moveForm);
    if (form.errors) return show(context, form, 400);
    const { move, reason } = form.values;
    const moved = await moveOwn({
      ...productAskedFor(context),
      api: apiAskedFor(context),
      move,
      reason: reason || undefined,
    });
    if (moved && move === 'team appeals') await tellPublisher(context, appealMail);
    if (moved) return context.redirect(`${submissionPath(context)}?done=moved`, 303);
    return show(context, mistakes({ move: 'That is not possible any more: look where it stands' }), 400);
  });
  app.get(`${oneSubmission}/submit`, (context) => context.redirect(submissionPath(context), 303));
  return app;

  async function tellPublisher(context: PortalContext, mail: typeof requestMail) {
    const entry = await registry.find(apiAskedFor(context));
    if (!entry?.publisher.team) return;
    const { product } = productAskedFor(context);
    const url = `${environment.portalUrl}${producerPath(entry.api)}/products/${encodeURIComponent(product)}`;
    await notify(tools, context, entry.publisher.team, mail({ title: entry.title, url }));
  }
}
