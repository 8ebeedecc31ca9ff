import { type Section, yesNo } from '../../question';

/** What calls should do, as those in a test environment show. */
export const technical: Section = {
  id: 'technical',
  title: 'Show that it calls as it should',
  questions: [
    {
      id: 'exercised',
      scope: 'access',
      kind: 'choice',
      wording: 'Have you called every operation that you need in a test environment?',
      options: yesNo('pass', 'warn'),
      reviewer: 'publisher',
    },
    {
      id: 'errors-handled',
      scope: 'access',
      kind: 'choice',
      wording: 'Does the product handle answers of status 401, 403, 404, 429 and 5xx?',
      options: yesNo('pass', 'fail'),
      reviewer: 'publisher',
    },
    {
      id: 'backs-off',
      scope: 'access',
      kind: 'choice',
      wording: 'Does it wait longer each time that it is answered 429 or 503, and then give up?',
      options: yesNo('pass', 'fail'),
      reviewer: 'publisher',
    },
    {
      id: 'peak-bounded',
      scope: 'access',
      kind: 'choice',
      wording: 'Does anything keep it below the number of calls in a second that you expect?',
      options: yesNo('pass', 'warn'),
      reviewer: 'service',
    },
    {
      id: 'demonstrated-on',
      scope: 'access',
      kind: 'date',
      wording: 'When was it demonstrated to the publisher?',
      orNone: { text: 'Not yet', mark: 'pass' },
      reviewer: 'publisher',
    },
  ],
};
