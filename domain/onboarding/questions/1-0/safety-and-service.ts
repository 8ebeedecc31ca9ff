import { type Circumstances, type Section, yesNo } from '../../question';

const isClinical = ({ answer }: Circumstances): boolean => answer('clinical-scope') === 'yes';
const isMade = (circumstances: Circumstances): boolean =>
  isClinical(circumstances) && circumstances.answer('product-role') !== 'deployer';
const isDeployed = (circumstances: Circumstances): boolean =>
  isClinical(circumstances) && circumstances.answer('product-role') !== 'maker';

/** Of a product too: DCB0129 and DCB0160, NHS England's standards of clinical risk management, and who is there for it. */
export const safetyAndServiceSections: readonly Section[] = [
  {
    id: 'clinical-safety',
    title: 'Show that it is clinically safe',
    takes: 'Assurance of clinical safety takes 2 to 4 months where there is no safety case yet',
    questions: [
      {
        id: 'clinical-scope',
        scope: 'product',
        kind: 'choice',
        wording: 'Can the product influence the care of a patient?',
        options: yesNo('pass', 'pass'),
        reviewer: 'clinical safety',
      },
      {
        id: 'clinical-reason',
        scope: 'product',
        kind: 'text',
        wording: 'Why can it not?',
        when: ({ answer }) => answer('clinical-scope') === 'no',
        reviewer: 'clinical safety',
      },
      {
        id: 'safety-officer',
        scope: 'product',
        kind: 'line',
        wording: 'With which body is your clinical safety officer registered?',
        hint: 'Such as the GMC or the NMC. Name no person',
        when: isClinical,
        reviewer: 'clinical safety',
      },
      {
        id: 'safety-case-on',
        scope: 'product',
        kind: 'date',
        wording: 'When was the clinical safety case of this release signed (DCB0129)?',
        when: isMade,
        reviewer: 'clinical safety',
      },
      {
        id: 'deployment-case-on',
        scope: 'product',
        kind: 'date',
        wording: 'When was the safety case of your deployment signed (DCB0160)?',
        when: isDeployed,
        reviewer: 'clinical safety',
      },
      {
        id: 'hazard-log',
        scope: 'product',
        kind: 'choice',
        wording: 'Is there a hazard log that names the hazards of this API’s data being late, wrong or absent?',
        options: yesNo('pass', 'fail'),
        when: isClinical,
        reviewer: 'clinical safety',
      },
    ],
  },
  {
    id: 'service',
    title: 'Say how you support it',
    questions: [
      {
        id: 'support',
        scope: 'product',
        kind: 'text',
        wording: 'When and how do its users reach you?',
        reviewer: 'service',
      },
      {
        id: 'incidents',
        scope: 'product',
        kind: 'text',
        wording: 'How do you treat incidents, and those of clinical safety among them?',
        hint: 'Severities, times of response, who is told. A summary is enough',
        reviewer: 'service',
      },
      {
        id: 'continuity',
        scope: 'product',
        kind: 'text',
        wording: 'What do users do while an API does not answer?',
        reviewer: 'service',
      },
    ],
  },
];
