import { type Circumstances, type Question, yesNo } from '../../question';

/** Organisations that are not the team's own use the product. */
const isForOthers = ({ answer }: Circumstances): boolean => answer('product-role') !== 'deployer';

/** What version 1.1 asks of a product beside what 1.0 asked, by section. */
export const productAdditions: Readonly<Record<string, readonly Question[]>> = {
  product: [
    {
      id: 'product-version',
      scope: 'product',
      kind: 'line',
      wording: 'Which version of it is this about?',
      reviewer: 'publisher',
    },
    {
      id: 'product-settings',
      scope: 'product',
      kind: 'line',
      wording: 'In which care settings is it used?',
      hint: 'Such as general practice, community pharmacy or an emergency department',
      reviewer: 'publisher',
    },
    {
      id: 'product-commissioner',
      scope: 'product',
      kind: 'line',
      wording: 'Which organisation commissions or sponsors it?',
      when: ({ answer }) => answer('product-users') === 'patients',
      reviewer: 'publisher',
    },
  ],
  'data-protection': [
    {
      id: 'controller-processor',
      scope: 'product',
      kind: 'text',
      wording: 'Which organisation is controller of the data, and which processes it?',
      when: ({ isIdentifiable }) => isIdentifiable,
      reviewer: 'information governance',
    },
    {
      id: 'sub-processors',
      scope: 'product',
      kind: 'text',
      wording: 'Which sub-processors are there, and what does each of them do?',
      hint: 'Say so where there are none',
      when: ({ isIdentifiable }) => isIdentifiable,
      reviewer: 'information governance',
    },
    {
      id: 'end-users-status',
      scope: 'product',
      kind: 'text',
      wording:
        'How do you make sure that organisations which use it have a Data Security and Protection Toolkit status?',
      when: (asked) => asked.isIdentifiable && isForOthers(asked),
      reviewer: 'information governance',
    },
    {
      id: 'end-users-policy',
      scope: 'product',
      kind: 'choice',
      wording: 'Do you pass the acceptable use policy on to organisations that use it?',
      options: yesNo('pass', 'fail'),
      when: isForOthers,
      reviewer: 'legal',
    },
  ],
  security: [
    {
      id: 'penetration-test-by',
      scope: 'product',
      kind: 'line',
      wording: 'Which company tested it?',
      when: ({ answer }) => answer('penetration-test-on') !== 'none',
      reviewer: 'security',
    },
  ],
};
