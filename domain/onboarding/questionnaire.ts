import type { Circumstances, Question, Questionnaire, Scope, Section } from './question';
import { sections as first } from './questions/1-0/sections';
import { sections as second } from './questions/1-1/sections';
import type { Submission } from './submission';

/**
 * Every version that a submission may be pinned to, the latest last. A version that was published is never changed: a
 * question of another meaning has another id, and stands in the next version.
 */
export const questionnaires: readonly Questionnaire[] = [
  { version: '1.0', sections: first },
  { version: '1.1', sections: second },
];

const latest = questionnaires.at(-1);

export const latestVersion: string = latest?.version ?? '';

/** The version that something was begun with; the latest where it is known no more. */
export const questionnaireOf = (version: string): Questionnaire =>
  questionnaires.find((one) => one.version === version) ?? { version: latestVersion, sections: latest?.sections ?? [] };

/**
 * What a team answers now: to what is under way, the version that it was begun with; and the latest where whatever comes next
 * is a renewal. What was approved stands by its own version until then.
 */
export const versionAsked = ({ state, version }: Pick<Submission, 'state' | 'version'>): string =>
  state === 'approved' || state === 'suspended' ? latestVersion : version;

export const scopeOf = ({ questions }: Section): Scope => questions[0]?.scope ?? 'access';

export const asked = ({ questions }: Section, circumstances: Circumstances): readonly Question[] =>
  questions.filter(({ when }) => when?.(circumstances) ?? true);

/** The sections that ask anything under the circumstances, in the order of the questionnaire. */
export const sectionsFor = (version: string, circumstances: Circumstances): readonly Section[] =>
  questionnaireOf(version).sections.filter((section) => asked(section, circumstances).length > 0);
