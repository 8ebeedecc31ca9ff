import type { Question, Section } from '../../question';
import { sections as first } from '../1-0/sections';
import { accessAdditions } from './access';
import { organisationAdditions, serviceDesk } from './organisation';
import { productAdditions } from './product';
import { safetyAdditions } from './safety';
import { technical } from './technical';

/**
 * What is asked as before and checked better. DSPT: a status is published anew each year by 30 June; what is published in the
 * last months before counts for the year that follows.
 */
const changes: ReadonlyMap<string, Partial<Question>> = new Map<string, Partial<Question>>([
  ['security-contact', { kind: 'email' }],
  ['data-protection-officer', { kind: 'email' }],
  ['privacy-notice', { kind: 'web-address' }],
  ['dspt-published-on', { endsOn: { month: 6, day: 30 } }],
  ['cyber-essentials-on', { orNone: { text: 'We have neither', mark: 'warn' } }],
  ['dpia-on', { orNone: { text: 'None was approved yet', mark: 'fail' } }],
  ['penetration-test-on', { orNone: { text: 'It was never tested', mark: 'warn' } }],
  ['safety-case-on', { orNone: { text: 'There is none yet', mark: 'fail' } }],
  ['deployment-case-on', { orNone: { text: 'There is none yet', mark: 'fail' } }],
]);

const additions: ReadonlyMap<string, readonly Question[]> = new Map(
  [organisationAdditions, productAdditions, safetyAdditions, accessAdditions].flatMap((of) => Object.entries(of)),
);

const revised = first.map((section): Section => {
  const before = section.questions.map((question) => ({ ...question, ...changes.get(question.id) }));
  // That the answers are true is asked last.
  const isLast = ({ kind }: Question) => kind === 'acknowledge';
  const questions = [
    ...before.filter((one) => !isLast(one)),
    ...(additions.get(section.id) ?? []),
    ...before.filter(isLast),
  ];
  return { ...section, questions };
});
const at = revised.findIndex(({ id }) => id === 'product');

export const sections: readonly Section[] = [
  ...revised.slice(0, at),
  serviceDesk,
  ...revised.slice(at, -1),
  technical,
  ...revised.slice(-1),
];
