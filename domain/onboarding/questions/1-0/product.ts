import { type Circumstances, type Section, yesNo } from '../../question';

const isIdentifiable = (circumstances: Circumstances): boolean => circumstances.isIdentifiable;
/** What is answered once for a product, whatever APIs it calls. */
export const productSections: readonly Section[] = [
  {
    id: 'product',
    title: 'Describe the product',
    questions: [
      {
        id: 'product-what',
        scope: 'product',
        kind: 'text',
        wording: 'What does the product do, and for whom?',
        hint: 'No patient data',
        reviewer: 'publisher',
      },
      {
        id: 'product-role',
        scope: 'product',
        kind: 'choice',
        wording: 'Do you make the product, use it, or both?',
        options: [
          { value: 'maker', text: 'We make it for others' },
          { value: 'deployer', text: 'We use what others make' },
          { value: 'both', text: 'Both' },
        ],
        reviewer: 'clinical safety',
      },
      {
        id: 'product-users',
        scope: 'product',
        kind: 'choice',
        wording: 'Who uses it?',
        options: [
          { value: 'staff', text: 'Health or care staff' },
          { value: 'patients', text: 'Patients or the public' },
          { value: 'systems', text: 'Other systems, and no person' },
        ],
        reviewer: 'publisher',
      },
    ],
  },
  {
    id: 'data-protection',
    title: 'Protect personal data',
    questions: [
      {
        id: 'dpia-on',
        scope: 'product',
        kind: 'date',
        wording: 'When was its data protection impact assessment approved?',
        when: isIdentifiable,
        holdsForMonths: 12,
        reviewer: 'information governance',
      },
      {
        id: 'data-in-uk',
        scope: 'product',
        kind: 'choice',
        wording: 'Does personal data stay in the United Kingdom?',
        options: yesNo('pass', 'warn'),
        when: isIdentifiable,
        reviewer: 'information governance',
      },
      {
        id: 'data-elsewhere',
        scope: 'product',
        kind: 'text',
        wording: 'Where does it go, and by which safeguard?',
        when: ({ isIdentifiable: asked, answer }) => asked && answer('data-in-uk') === 'no',
        reviewer: 'information governance',
      },
      {
        id: 'privacy-notice',
        scope: 'product',
        kind: 'line',
        wording: 'Where can its privacy notice be read?',
        hint: 'An address that begins with https://',
        when: isIdentifiable,
        reviewer: 'information governance',
      },
    ],
  },
  {
    id: 'security',
    title: 'Show that it is secure',
    questions: [
      {
        id: 'penetration-test-on',
        scope: 'product',
        kind: 'date',
        wording: 'When did its last penetration test end?',
        hint: 'By a CREST or CHECK company. Leave nothing open that is rated high or critical',
        holdsForMonths: 12,
        reviewer: 'security',
      },
      {
        id: 'findings-open',
        scope: 'product',
        kind: 'choice',
        wording: 'Is a finding still open that was rated high or critical?',
        options: yesNo('fail', 'pass'),
        reviewer: 'security',
      },
      {
        id: 'second-factor',
        scope: 'product',
        kind: 'choice',
        wording: 'Do staff and administrators sign in with a second factor?',
        options: yesNo('pass', 'fail'),
        reviewer: 'security',
      },
      {
        id: 'key-storage',
        scope: 'product',
        kind: 'text',
        wording: 'Where are its keys kept, and how often are they replaced?',
        hint: 'Paste no key',
        reviewer: 'security',
      },
      {
        id: 'audit-trail',
        scope: 'product',
        kind: 'choice',
        wording: 'Can each call be traced to the person it was made for, in a record that is kept?',
        options: yesNo('pass', 'fail'),
        when: ({ hasUsers }) => hasUsers,
        reviewer: 'security',
      },
    ],
  },
];
