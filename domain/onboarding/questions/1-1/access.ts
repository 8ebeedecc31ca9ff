import type { Question } from '../../question';

/** What version 1.1 asks about the use of an API beside what 1.0 asked, by section. */
export const accessAdditions: Readonly<Record<string, readonly Question[]>> = {
  use: [
    {
      id: 'use-operations',
      scope: 'access',
      kind: 'text',
      wording: 'Which of its operations do you need?',
      hint: 'As the specification names them',
      reviewer: 'publisher',
    },
  ],
  'lawful-basis': [
    {
      id: 'article-6-reason',
      scope: 'access',
      kind: 'text',
      wording: 'Why does that basis apply?',
      when: ({ isIdentifiable }) => isIdentifiable,
      reviewer: 'information governance',
    },
    {
      id: 'data-sharing-on',
      scope: 'access',
      kind: 'date',
      wording: 'When was a data sharing agreement with the publisher signed?',
      when: ({ isIdentifiable }) => isIdentifiable,
      orNone: { text: 'There is none', mark: 'warn' },
      reviewer: 'legal',
    },
  ],
};
