import { type Section, yesNo } from '../../question';

/** What is answered once for an organisation. Facts: DSPT, https://www.dsptoolkit.nhs.uk; fees, https://ico.org.uk. */
export const organisationSections: readonly Section[] = [
  {
    id: 'responsible-people',
    title: 'Name who is responsible',
    questions: [
      {
        id: 'responsible-role',
        scope: 'organisation',
        kind: 'line',
        wording: 'Which role answers for the use of APIs?',
        hint: 'A role, such as chief information officer. Name no person',
        reviewer: 'legal',
      },
      {
        id: 'security-contact',
        scope: 'organisation',
        kind: 'line',
        wording: 'Which mailbox is told of weaknesses and breaches?',
        hint: 'A shared mailbox that somebody reads every day',
        reviewer: 'security',
      },
      {
        id: 'breaches-told',
        scope: 'organisation',
        kind: 'choice',
        wording: 'Do you tell us within 72 hours of a breach that concerns data from the platform?',
        options: yesNo('pass', 'fail'),
        reviewer: 'information governance',
      },
      {
        id: 'data-protection-officer',
        scope: 'organisation',
        kind: 'line',
        wording: 'Which mailbox reaches your data protection officer?',
        when: ({ isIdentifiable }) => isIdentifiable,
        reviewer: 'information governance',
      },
    ],
  },
  {
    id: 'data-security',
    title: 'State your data security status',
    takes: 'A first Data Security and Protection Toolkit takes 3 to 6 months: begin it before anything else',
    questions: [
      {
        id: 'dspt-status',
        scope: 'organisation',
        kind: 'choice',
        wording: 'What is the status of your Data Security and Protection Toolkit?',
        options: [
          { value: 'exceeded', text: 'Standards exceeded' },
          { value: 'met', text: 'Standards met' },
          { value: 'approaching', text: 'Approaching standards, with an action plan', mark: 'warn' },
          { value: 'none', text: 'None was published this year', mark: 'fail' },
        ],
        when: ({ isIdentifiable }) => isIdentifiable,
        reviewer: 'information governance',
      },
      {
        id: 'dspt-published-on',
        scope: 'organisation',
        kind: 'date',
        wording: 'When was it published?',
        when: ({ isIdentifiable, answer }) => isIdentifiable && answer('dspt-status') !== 'none',
        holdsForMonths: 12,
        reviewer: 'information governance',
      },
      {
        id: 'cyber-essentials-on',
        scope: 'organisation',
        kind: 'date',
        wording: 'When was your Cyber Essentials or ISO 27001 certificate issued?',
        hint: 'Of ISO 27001 the last surveillance',
        when: ({ isIdentifiable }) => isIdentifiable,
        holdsForMonths: 12,
        reviewer: 'security',
      },
    ],
  },
  {
    id: 'agreement',
    title: 'Accept the connection agreement',
    takes: 'An agreement takes 2 to 4 months where lawyers on both sides read it',
    questions: [
      {
        id: 'agreement-signatory',
        scope: 'organisation',
        kind: 'line',
        wording: 'Which role signs for the organisation?',
        hint: 'One with the authority to bind it. Name no person',
        reviewer: 'legal',
      },
      {
        id: 'agreement-accepted',
        scope: 'organisation',
        kind: 'acknowledge',
        wording: 'The organisation accepts the connection agreement, version 1.0, and the acceptable use policy',
        isBinding: true,
        reviewer: 'legal',
      },
    ],
  },
];
