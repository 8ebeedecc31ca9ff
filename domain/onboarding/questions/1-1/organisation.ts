import { type Question, type Section, yesNo } from '../../question';

/** What version 1.1 asks of an organisation beside what 1.0 asked, by section. */
export const organisationAdditions: Readonly<Record<string, readonly Question[]>> = {
  'responsible-people': [
    {
      id: 'data-protection-fee',
      scope: 'organisation',
      kind: 'line',
      wording: 'What is the number of your data protection fee registration?',
      hint: 'As the register of the Information Commissioner shows it',
      when: ({ isIdentifiable }) => isIdentifiable,
      reviewer: 'information governance',
    },
    {
      id: 'caldicott-on',
      scope: 'organisation',
      kind: 'date',
      wording: 'When did your Caldicott Guardian or senior information risk owner last agree to this use?',
      when: ({ isIdentifiable }) => isIdentifiable,
      holdsForMonths: 12,
      orNone: { text: 'Nobody was asked yet', mark: 'fail' },
      reviewer: 'information governance',
    },
  ],
  'data-security': [
    {
      id: 'dspt-action-plan',
      scope: 'organisation',
      kind: 'text',
      wording: 'What does your action plan change, and until when?',
      when: ({ isIdentifiable, answer }) => isIdentifiable && answer('dspt-status') === 'approaching',
      reviewer: 'information governance',
    },
    {
      id: 'certificate-kind',
      scope: 'organisation',
      kind: 'choice',
      wording: 'Which certificate is it?',
      options: [
        { value: 'essentials', text: 'Cyber Essentials' },
        { value: 'plus', text: 'Cyber Essentials Plus' },
        { value: 'iso-27001', text: 'ISO 27001, of a scope that holds the product' },
      ],
      when: ({ isIdentifiable, answer }) => isIdentifiable && answer('cyber-essentials-on') !== 'none',
      reviewer: 'security',
    },
  ],
};

/** Who is called when a service that others depend on fails. */
export const serviceDesk: Section = {
  id: 'service-desk',
  title: 'Register with the service desk',
  questions: [
    {
      id: 'national-service-desk',
      scope: 'organisation',
      kind: 'choice',
      wording: 'Are you registered with the National Service Desk?',
      options: yesNo('pass', 'warn'),
      reviewer: 'service',
    },
    {
      id: 'service-desk-reference',
      scope: 'organisation',
      kind: 'line',
      wording: 'Under which reference?',
      when: ({ answer }) => answer('national-service-desk') === 'yes',
      reviewer: 'service',
    },
  ],
};
