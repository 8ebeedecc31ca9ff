import { Hono } from 'hono';
import * as z from 'zod';
import { ownApi } from '../../../domain/applications/decide-for-publisher';
import { shownAnswer } from '../../../domain/onboarding/answers';
import { assess } from '../../../domain/onboarding/read-dossiers';
import { makeReview, type ReviewerMove, type ReviewOutcome } from '../../../domain/onboarding/review';
import { submissionMoves } from '../../../domain/onboarding/submission';
import { allows } from '../../../domain/teams/permissions';
import { roleOf } from '../../../domain/teams/team';
import { reasonField } from '../../http/form-fields';
import { notify } from '../../http/notify';
import { mistakes, readForm, typedFields } from '../../http/read-form';
import { paths, productPath } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';
import { conformanceFor } from '../../view/conformance-for';
import { states } from '../products/states';
import { reviewMail } from './access-mails';

const one = `${paths.producer}/:api/products/:product`;
const reviewerMoves = [
  'reviewer begins',
  'reviewer approves',
  'reviewer returns',
  'reviewer refuses',
  'reviewer suspends',
  'reviewer restores',
] as const satisfies readonly ReviewerMove[];

const labels: Readonly<Record<ReviewerMove, string>> = {
  'reviewer begins': 'Begin the review',
  'reviewer approves': 'Approve: its application may call the API',
  'reviewer returns': 'Return it with comments',
  'reviewer refuses': 'Refuse',
  'reviewer suspends': 'Suspend: its application is shut out',
  'reviewer restores': 'Restore',
};
const withoutReason: readonly ReviewerMove[] = ['reviewer begins', 'reviewer approves', 'reviewer restores'];

const reviewForm = z
  .object({ move: z.enum(reviewerMoves, 'Choose what you decide'), reason: reasonField.default('') })
  .refine(({ move, reason }) => reason !== '' || withoutReason.includes(move), {
    path: ['reason'],
    message: 'Enter a reason: the product’s team reads it',
  });

const refusals: Readonly<Partial<Record<ReviewOutcome, string>>> = {
  own_product: 'You are in the team of this product: in production somebody else of the publisher decides',
  own_refusal: 'You refused it: somebody else of your team decides about the appeal, unless you approve it',
  expired: 'An answer in it has run out: return it, or wait until new answers are submitted',
  not_possible: 'Somebody has decided meanwhile: look where it stands',
};

/** What has just been done, by the word in the address. */
const news: ReadonlyMap<string, string> = new Map([
  ['decided', 'Your decision is kept.'],
  ['one_of_two', 'Your approval is kept. It takes another person of your team.'],
  [
    'shut_out',
    'Your decision is kept, but its application cannot call yet: it was deleted, or the platform has suspended its access.',
  ],
  [
    'no_room',
    'Your decision is kept, but its application cannot call yet: the platform has no room for another subscription. Ask its operator to raise the limit, then suspend and restore it.',
  ],
]);

/** The review of a product, by the team that answers for the API it wants to call. */
export function reviewRoutes(tools: Tools) {
  const { page, products, dossiers, teams, organisations, clock, environment } = tools;
  const review = makeReview({ ...tools, production: environment.production });
  const app = new Hono<PortalBindings>();
  const askedFor = (context: PortalContext) => ({
    account: context.var.account.id,
    api: context.req.param('api') ?? '',
    product: context.req.param('product') ?? '',
  });

  async function show(context: PortalContext, data: object = {}, status: 200 | 400 = 200) {
    const asked = askedFor(context);
    const entry = await ownApi(tools, asked, 'apis.view');
    const product = entry && (await products.find(asked.product));
    const submission = product?.submissions.find(({ api }) => api === asked.api);
    if (!(entry && product && submission) || submission.to !== entry.publisher.team) return context.notFound();
    const snapshot = await dossiers.find(submission.snapshot ?? '');
    const version = snapshot?.version ?? submission.version;
    const { tasks, assessed } = assess(version, entry, snapshot?.answers ?? [], clock.now());
    const team = await teams.find(product.team);
    const own = entry.publisher.team === undefined ? undefined : await teams.find(entry.publisher.team);
    const role = own && roleOf(own, asked.account);
    const possible = reviewerMoves.filter((move) => submissionMoves[move][submission.state] !== undefined);
    const about = {
      title: `Review of ${product.name}`,
      ...{ entry, product, submission, team, version },
      organisation: team?.organisation ? await organisations.find(team.organisation) : undefined,
      state: states[submission.state],
      sections: tasks.map(({ section }) => ({
        title: section.title,
        answers: assessed
          .filter(({ question }) => section.questions.some(({ id }) => id === question.id))
          .map((answered) => ({
            ...answered,
            text: shownAnswer(answered.question, answered.value),
            comment: submission.comments.find(({ question }) => question === answered.question.id)?.text,
          })),
      })),
      conformance: await conformanceFor(tools, entry, submission.application),
      counts: {
        warn: assessed.filter(({ mark }) => mark === 'warn').length,
        fail: assessed.filter(({ mark }) => mark === 'fail').length,
      },
      choices: role && allows(role, 'apis.decide') ? possible.map((move) => ({ value: move, text: labels[move] })) : [],
      news: status === 200 ? news.get(context.req.query('done') ?? '') : undefined,
    };
    return page(context, 'producer/review', { ...about, ...data }, status);
  }

  app.get(one, (context) => show(context));
  app.post(one, async (context) => {
    const asked = askedFor(context);
    const form = await readForm(context, reviewForm);
    if (form.errors) return show(context, form, 400);
    const typed = await typedFields(context);
    const comments = new Map<string, string>();
    for (const [name, text] of Object.entries(typed)) {
      const [, question] = /^comment-([a-z\d-]{1,60})$/.exec(name) ?? [];
      const { data } = reasonField.safeParse(text);
      if (question && data === undefined) {
        return show(
          context,
          { ...mistakes({ [name]: 'Use 500 characters or fewer, without patient data' }), typed },
          400,
        );
      }
      if (question && data) comments.set(question, data);
    }
    const { move, reason } = form.values;
    const outcome = await review({ ...asked, move, comments, reason: reason || undefined });
    if (outcome === 'not_found') return context.notFound();
    const refusal = refusals[outcome];
    if (refusal) return show(context, { ...mistakes({ move: refusal }), typed }, 400);
    if (outcome !== 'one_of_two' && move !== 'reviewer begins') await tellTeam(context, asked);
    return context.redirect(`${context.req.path}?done=${outcome === 'done' ? 'decided' : outcome}`, 303);
  });
  return app;

  async function tellTeam(
    context: PortalContext,
    { api, product: id }: { readonly api: string; readonly product: string },
  ) {
    const product = await products.find(id);
    const title = (await tools.registry.find(api))?.title ?? api;
    const url = `${environment.portalUrl}${productPath(id)}/apis/${encodeURIComponent(api)}`;
    if (product) await notify(tools, context, product.team, reviewMail({ title, url }));
  }
}
