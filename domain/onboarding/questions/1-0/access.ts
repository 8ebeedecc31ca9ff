import { type Circumstances, type Section, yesNo } from '../../question';

const isIdentifiable = (circumstances: Circumstances): boolean => circumstances.isIdentifiable;

/** What is answered for each API. Legal bases: UK GDPR Articles 6(1) and 9(2). */
export const accessSections: readonly Section[] = [
  {
    id: 'use',
    title: 'Say what you use this API for',
    questions: [
      {
        id: 'use-what',
        scope: 'access',
        kind: 'text',
        wording: 'What does the product do with this API?',
        hint: 'Which of its operations, when, and what happens with the answer. No patient data',
        reviewer: 'publisher',
      },
      {
        id: 'use-purpose',
        scope: 'access',
        kind: 'choice',
        wording: 'What is the purpose?',
        options: [
          { value: 'care', text: 'The care of the patient whom a call is about' },
          { value: 'administration', text: 'Administration of services' },
          { value: 'public-health', text: 'Public health' },
          { value: 'research', text: 'Research or planning' },
        ],
        reviewer: 'publisher',
      },
      {
        id: 'use-only',
        scope: 'access',
        kind: 'choice',
        wording: 'Is it used for this alone?',
        options: yesNo('pass', 'fail'),
        reviewer: 'publisher',
      },
      {
        id: 'use-volume',
        scope: 'access',
        kind: 'line',
        wording: 'How many calls do you expect in a day, and how many in a second at the busiest time?',
        reviewer: 'service',
      },
    ],
  },
  {
    id: 'lawful-basis',
    title: 'State the lawful basis',
    questions: [
      {
        id: 'article-6',
        scope: 'access',
        kind: 'choice',
        wording: 'On which basis of Article 6 is the data processed?',
        options: [
          { value: 'e', text: '6(1)(e): a task in the public interest' },
          { value: 'c', text: '6(1)(c): a legal obligation' },
          { value: 'f', text: '6(1)(f): legitimate interests' },
          { value: 'b', text: '6(1)(b): a contract' },
          { value: 'a', text: '6(1)(a): consent, which is rarely the basis for care', mark: 'warn' },
        ],
        when: isIdentifiable,
        reviewer: 'information governance',
      },
      {
        id: 'article-9',
        scope: 'access',
        kind: 'choice',
        wording: 'On which condition of Article 9 is health data processed?',
        options: [
          { value: 'h', text: '9(2)(h): health or social care' },
          { value: 'i', text: '9(2)(i): public health' },
          { value: 'j', text: '9(2)(j): research' },
          { value: 'g', text: '9(2)(g): substantial public interest' },
          { value: 'a', text: '9(2)(a): explicit consent, which is rarely the basis for care', mark: 'warn' },
        ],
        when: isIdentifiable,
        reviewer: 'information governance',
      },
      {
        id: 'opt-out',
        scope: 'access',
        kind: 'choice',
        wording: 'Do you apply the national data opt-out?',
        options: yesNo('pass', 'fail'),
        when: ({ isIdentifiable: asked, answer }) => asked && ![undefined, 'care'].includes(answer('use-purpose')),
        reviewer: 'information governance',
      },
      {
        id: 'answers-true',
        scope: 'access',
        kind: 'acknowledge',
        wording: 'These answers are true, and we tell the publisher of changes before they take effect',
        reviewer: 'legal',
      },
    ],
  },
];
