import type { Circumstances, Question, Questionnaire, Scope, Section } from './question';
import { accessSections } from './questions/access';
import { organisationSections } from './questions/organisation';
import { productSections } from './questions/product';
import { safetyAndServiceSections } from './questions/safety-and-service';

/**
 * Every version that a submission may be pinned to, the latest last. A version that was published is never changed: a
 * question of another meaning has another id, and stands in the next version.
 */
export const questionnaires: readonly Questionnaire[] = [
  {
    version: '1.0',
    sections: [...organisationSections, ...productSections, ...safetyAndServiceSections, ...accessSections],
  },
];

const latest = questionnaires.at(-1);

export const latestVersion: string = latest?.version ?? '';

/** The version that something was begun with; the latest where it is known no more. */
export const questionnaireOf = (version: string): Questionnaire =>
  questionnaires.find((one) => one.version === version) ?? { version: latestVersion, sections: latest?.sections ?? [] };

export const scopeOf = ({ questions }: Section): Scope => questions[0]?.scope ?? 'access';

export const asked = ({ questions }: Section, circumstances: Circumstances): readonly Question[] =>
  questions.filter(({ when }) => when?.(circumstances) ?? true);

/** The sections that ask anything under the circumstances, in the order of the questionnaire. */
export const sectionsFor = (version: string, circumstances: Circumstances): readonly Section[] =>
  questionnaireOf(version).sections.filter((section) => asked(section, circumstances).length > 0);
