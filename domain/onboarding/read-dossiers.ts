import { isUserMode } from '../credentials/access-mode';
import type { RegistryEntry } from '../publishing/registry-entry';
import type { Team } from '../teams/team';
import { type Answer, answerFault, type Dossier, holdsUntil, markOf } from './answers';
import type { AnswerMark } from './marks';
import type { OnboardingPorts } from './ports';
import { dossierId, type Product } from './product';
import type { Circumstances, Question, Scope, Section } from './question';
import { asked, scopeOf, sectionsFor } from './questionnaire';

export interface Dossiers {
  /** By scope; undefined of an organisation that is not stated. */
  idOf(scope: Scope): string | undefined;
  readonly revisions: Readonly<Record<Scope, number>>;
  readonly answers: readonly Answer[];
}

/** Every answer that counts for a product and an API. */
export async function readDossiers(
  { dossiers }: Pick<OnboardingPorts, 'dossiers'>,
  { product, team, api }: { readonly product: Product; readonly team: Team; readonly api: string },
): Promise<Dossiers> {
  const ids: Readonly<Record<Scope, string | undefined>> = {
    organisation: team.organisation && dossierId.organisation(team.organisation),
    product: dossierId.product(product.id),
    access: dossierId.access(product.id, api),
  };
  const read = async (scope: Scope) => {
    const id = ids[scope];
    return id === undefined ? undefined : dossiers.find(id);
  };
  const [organisation, own, access] = await Promise.all([read('organisation'), read('product'), read('access')]);
  const of = (found: Dossier | undefined) => found?.revision ?? 0;
  return {
    idOf: (scope) => ids[scope],
    revisions: { organisation: of(organisation), product: of(own), access: of(access) },
    answers: [organisation, own, access].flatMap((found) => found?.answers ?? []),
  };
}

/** What an API asks of whoever calls it, and what is answered. */
export const circumstancesOf = (
  { anonymous, operations }: Pick<RegistryEntry, 'anonymous' | 'operations'>,
  answers: readonly Pick<Answer, 'question' | 'value'>[],
): Circumstances => ({
  isIdentifiable: !anonymous,
  hasUsers: operations.some(({ access }) => access.some(isUserMode)),
  answer: (question) => answers.find((one) => one.question === question)?.value,
});

export type TaskStatus = 'Completed' | 'In progress' | 'Not started' | 'There is a problem';

export interface Task {
  readonly section: Section;
  readonly scope: Scope;
  readonly status: TaskStatus;
  readonly missing: readonly Question[];
}

export interface Assessed {
  readonly question: Question;
  readonly value: string;
  readonly mark: AnswerMark;
  readonly until: string | undefined;
}

/** The tasks of a submission, and what its answers say. */
export function assess(
  version: string,
  entry: Pick<RegistryEntry, 'anonymous' | 'operations'>,
  answers: readonly Pick<Answer, 'question' | 'value'>[],
  now: Date,
): { readonly tasks: readonly Task[]; readonly assessed: readonly Assessed[] } {
  const circumstances = circumstancesOf(entry, answers);
  const assessed: Assessed[] = [];
  const tasks = sectionsFor(version, circumstances).map((section): Task => {
    const questions = asked(section, circumstances);
    // What answered the question of another version may not answer this one.
    const givenTo = (question: Question) => {
      const value = circumstances.answer(question.id);
      return value === undefined || answerFault(question, value, now) ? undefined : value;
    };
    const given = questions.flatMap((question) => {
      const value = givenTo(question);
      if (value === undefined) return [];
      return [{ question, value, mark: markOf(question, value, now), until: holdsUntil(question, value) }];
    });
    assessed.push(...given);
    const missing = questions.filter((question) => givenTo(question) === undefined);
    const isFailing = given.some(({ mark }) => mark === 'fail');
    const begun = given.length === 0 ? 'Not started' : 'In progress';
    const status = isFailing ? 'There is a problem' : missing.length === 0 ? 'Completed' : begun;
    return { section, scope: scopeOf(section), status, missing };
  });
  return { tasks, assessed };
}
