import { Hono } from 'hono';
import { none, shownAnswer } from '../../../domain/onboarding/answers';
import { findProduct } from '../../../domain/onboarding/find-product';
import { problemsOf } from '../../../domain/onboarding/problems';
import type { Question, Section } from '../../../domain/onboarding/question';
import { asked, questionnaireOf, scopeOf, versionAsked } from '../../../domain/onboarding/questionnaire';
import { assess, circumstancesOf, readDossiers } from '../../../domain/onboarding/read-dossiers';
import { makeSaveAnswers } from '../../../domain/onboarding/save-answers';
import { type FormErrors, typedFields } from '../../http/read-form';
import { typedDate } from '../../http/typed-date';
import { teamPath } from '../../paths';
import type { PortalBindings, PortalContext } from '../../portal-context';
import type { Tools } from '../../tools';
import { mayOf } from '../../view/may-of';
import { apiAskedFor, oneSubmission, productAskedFor, submissionPath } from './asked-for';

/** What a form on the page led to. */
interface Shown {
  readonly typed?: ReadonlyMap<string, string>;
  readonly errors?: FormErrors;
  readonly messages?: Readonly<Record<string, { readonly text: string }>>;
}

const oneSection = `${oneSubmission}/:section`;

/** One section of the questions, saved and come back to as often as one likes. */
export function sectionRoutes(tools: Tools) {
  const { page, registry } = tools;
  const saveAnswers = makeSaveAnswers(tools);
  const app = new Hono<PortalBindings>();

  async function find(context: PortalContext) {
    const own = await findProduct(tools, productAskedFor(context), 'products.view');
    const entry = await registry.find(apiAskedFor(context));
    const submission = own?.product.submissions.find(({ api }) => api === entry?.api);
    const sections = questionnaireOf(submission ? versionAsked(submission) : '').sections;
    const section = sections.find(({ id }) => id === context.req.param('section'));
    return own && entry && submission && section ? { own, entry, submission, section } : undefined;
  }

  async function show(context: PortalContext, data: Shown = {}, status: 200 | 400 | 409 = 200) {
    const found = await find(context);
    if (!found) return context.notFound();
    const { own, entry, submission, section } = found;
    const scope = scopeOf(section);
    const read = await readDossiers(tools, { ...own, api: entry.api });
    const circumstances = circumstancesOf(entry, read.answers);
    // Those that depend on an answer of this section are shown too: without a script nothing can unfold them.
    const questions = asked(section, circumstances);
    const now = tools.clock.now();
    const problems = problemsOf(assess(versionAsked(submission), entry, read.answers, now).assessed, now);
    const value = (question: Question) => data.typed?.get(question.id) ?? circumstances.answer(question.id) ?? '';
    const about = {
      title: section.title,
      ...{ product: own.product, entry, section, scope },
      base: submissionPath(context),
      hasOrganisation: read.idOf(scope) !== undefined,
      teamPath: teamPath(own.team.id),
      may: mayOf(own.role),
      seen: read.revisions[scope],
      questions: questions.map((question) => ({
        ...question,
        value: value(question),
        date: dateParts(value(question) === none ? '' : value(question)),
        problem: problems.get(question.id),
        comment: submission.comments.find((one) => one.question === question.id)?.text,
      })),
    };
    return page(context, 'products/section', { ...about, ...data }, status);
  }

  app.get(oneSection, (context) => show(context));
  app.post(oneSection, async (context) => {
    const found = await find(context);
    if (!found) return context.notFound();
    const fields = new Map(Object.entries(await typedFields(context)));
    const values = typedAnswers(found.section, fields);
    const seen = Number(fields.get('seen') ?? '0');
    const outcome = await saveAnswers({
      ...productAskedFor(context),
      ...found,
      values,
      seen: Number.isInteger(seen) ? seen : 0,
    });
    if (outcome.outcome === 'not_found') return context.notFound();
    if (outcome.outcome === 'no_organisation') return show(context, {}, 400);
    if (outcome.outcome === 'faults') {
      const faults = [...outcome.faults];
      const errors = faults.map(([question, text]) => ({ text, href: linkTo(found.section, question) }));
      return show(
        context,
        { typed: values, errors, messages: Object.fromEntries(faults.map(([name, text]) => [name, { text }])) },
        400,
      );
    }
    if (outcome.outcome === 'stale') {
      const errors = outcome.theirs.map(({ question, value }) => ({
        text: `A colleague has answered meanwhile: “${shownValue(found.section, question, value)}”. Save again to put yours in its place`,
        href: linkTo(found.section, question),
      }));
      return show(context, { typed: values, errors }, 409);
    }
    const isComplete = outcome.outcome === 'saved' && outcome.isComplete;
    const next = isComplete ? `${submissionPath(context)}?done=saved` : context.req.path;
    return context.redirect(next, 303);
  });
  return app;
}

/** Where an error leads: of a date to its first field. */
const linkTo = ({ questions }: Section, question: string): string =>
  questions.some(({ id, kind }) => id === question && kind === 'date') ? `#${question}-day` : `#${question}`;

/** An answer as its page words it. */
const shownValue = ({ questions }: Section, question: string, value: string): string =>
  shownAnswer(questions.find(({ id }) => id === question) ?? {}, value);

/** A date is typed as day, month and year; what is no date stays as it was typed, and is told. */
function typedAnswers({ questions }: Section, fields: ReadonlyMap<string, string>): Map<string, string> {
  const field = (name: string) => (fields.get(name) ?? '').trim().replaceAll('\r\n', '\n');
  return new Map(
    questions.flatMap(({ id, kind }): [string, string][] => {
      // A box that is not ticked sends nothing: that it was there is told beside it.
      if (kind === 'acknowledge') return fields.has(`${id}[shown]`) ? [[id, field(id)]] : [];
      if (kind !== 'date') return fields.has(id) ? [[id, field(id)]] : [];
      const [day, month, year] = [field(`${id}[day]`), field(`${id}[month]`), field(`${id}[year]`)];
      const date = typedDate({ day, month, year });
      if (date === '' && field(`${id}[none]`) === none) return [[id, none]];
      return date !== '' || fields.has(`${id}[year]`) ? [[id, date]] : [];
    }),
  );
}

function dateParts(value: string) {
  const [year = '', month = '', day = ''] = value.split('-');
  return { year, month: month.replace(/^0/, ''), day: day.replace(/^0/, '') };
}
