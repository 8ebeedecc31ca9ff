import { patientDataIn } from '../applications/free-text';
import { beginRow, changeRow } from '../change-row';
import type { RegistryEntry } from '../publishing/registry-entry';
import { allows } from '../teams/permissions';
import { type Answer, answerFault, type Dossier } from './answers';
import { findProduct, type ProductRequest } from './find-product';
import type { OnboardingPorts } from './ports';
import type { Section } from './question';
import { asked, scopeOf } from './questionnaire';
import { circumstancesOf, readDossiers } from './read-dossiers';

export interface AnswersRequest extends ProductRequest {
  readonly entry: RegistryEntry;
  readonly section: Section;
  /** As they were typed, by question; what is absent was not typed. */
  readonly values: ReadonlyMap<string, string>;
  /** The revision of the dossier that the page was made of. */
  readonly seen: number;
}

export type SaveOutcome =
  | { readonly outcome: 'saved'; readonly isComplete: boolean }
  /** By question. What is right beside it is saved, so that no work is lost. */
  | { readonly outcome: 'faults'; readonly faults: ReadonlyMap<string, string> }
  /** Somebody else has answered meanwhile; nothing is saved. */
  | { readonly outcome: 'stale'; readonly theirs: readonly Answer[] }
  | { readonly outcome: 'no_organisation' | 'not_found' };

/**
 * Saves what was typed of a section, as far as it is typed. What somebody else has written since the page was made is
 * never written over unseen.
 * @throws NotAllowed
 */
export const makeSaveAnswers =
  (needs: Pick<OnboardingPorts, 'products' | 'teams' | 'dossiers' | 'clock'>) =>
  async ({ entry, section, values, seen, ...request }: AnswersRequest): Promise<SaveOutcome> => {
    const own = await findProduct(needs, request, 'products.change');
    if (!own) return { outcome: 'not_found' };
    const read = await readDossiers(needs, { ...own, api: entry.api });
    const id = read.idOf(scopeOf(section));
    if (id === undefined) return { outcome: 'no_organisation' };
    const now = needs.clock.now();
    // A question may be asked because of what is answered beside it.
    const typed = [...values].map(([question, value]) => ({ question, value }));
    const known = [...typed, ...read.answers.filter(({ question }) => !values.has(question))];
    const questions = asked(section, circumstancesOf(entry, known));
    const given = questions.filter((question) => (values.get(question.id) ?? '') !== '');
    const mayBind = allows(own.role, 'products.submit');
    const emptied = new Set(
      questions.flatMap(({ id: of, isBinding }) => (values.get(of) === '' && (mayBind || !isBinding) ? of : [])),
    );
    const faults = new Map<string, string>();
    for (const question of given) {
      const value = values.get(question.id) ?? '';
      const seenInIt = !['choice', 'acknowledge', 'date'].includes(question.kind) ? patientDataIn(value) : undefined;
      const before = read.answers.find((one) => one.question === question.id)?.value;
      const isForOthers = question.isBinding && before !== value && !mayBind;
      const fault =
        (isForOthers && 'An administrator or an owner of your team accepts it') ||
        answerFault(question, value, now) ||
        (seenInIt && `This holds what looks like ${seenInIt}: say it without patient data`);
      if (fault) faults.set(question.id, fault);
    }
    const right = given.filter((question) => !faults.has(question.id));
    let theirs: readonly Answer[] = [];
    const write = (dossier: Dossier): Dossier | undefined => {
      theirs = dossier.answers.filter(
        ({ question, rev, value, by }) =>
          rev > seen && by !== request.account && (values.get(question) ?? '') !== '' && values.get(question) !== value,
      );
      if (theirs.length > 0) return undefined;
      const fresh = right.flatMap(({ id: question }): Answer[] => {
        const value = values.get(question) ?? '';
        const before = dossier.answers.find((one) => one.question === question);
        if (before?.value === value) return [before];
        return [{ question, value, by: request.account, at: now.toISOString(), rev: dossier.revision + 1 }];
      });
      // What was emptied is gone, unless a colleague has written it since the page was made.
      const kept = dossier.answers.filter(
        ({ question, rev }) =>
          !fresh.some((one) => one.question === question) && !(emptied.has(question) && rev <= seen),
      );
      return { ...dossier, answers: [...kept, ...fresh] };
    };
    await beginRow(needs.dossiers, { id, answers: [] });
    await changeRow(needs.dossiers, id, write);
    if (theirs.length > 0) return { outcome: 'stale', theirs };
    if (faults.size > 0) return { outcome: 'faults', faults };
    const after = await readDossiers(needs, { ...own, api: entry.api });
    const circumstances = circumstancesOf(entry, after.answers);
    const isComplete = asked(section, circumstances).every(
      (question) => answerFault(question, circumstances.answer(question.id) ?? '', now) === undefined,
    );
    return { outcome: 'saved', isComplete };
  };
