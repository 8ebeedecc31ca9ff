import { type Circumstances, type Question, yesNo } from '../../question';

const isClinical = ({ answer }: Circumstances): boolean => answer('clinical-scope') === 'yes';
const isDevice = ({ answer }: Circumstances): boolean => ![undefined, 'none'].includes(answer('device-class'));

/** What version 1.1 asks about clinical safety beside what 1.0 asked. Devices: UK Medical Devices Regulations 2002. */
export const safetyAdditions: Readonly<Record<string, readonly Question[]>> = {
  'clinical-safety': [
    {
      id: 'hazard-log-on',
      scope: 'product',
      kind: 'date',
      wording: 'When was the hazard log last reviewed?',
      when: isClinical,
      reviewer: 'clinical safety',
    },
    {
      id: 'supplier-safety-reviewed',
      scope: 'product',
      kind: 'choice',
      wording: 'Have you reviewed the safety file of whoever makes it?',
      options: yesNo('pass', 'fail'),
      when: (asked) => isClinical(asked) && asked.answer('product-role') === 'deployer',
      reviewer: 'clinical safety',
    },
    {
      id: 'device-class',
      scope: 'product',
      kind: 'choice',
      wording: 'Is it a medical device?',
      options: [
        { value: 'none', text: 'No' },
        { value: 'i', text: 'Yes, of class I' },
        { value: 'iia', text: 'Yes, of class IIa' },
        { value: 'iib', text: 'Yes, of class IIb' },
        { value: 'iii', text: 'Yes, of class III' },
        { value: 'unknown', text: 'We do not know yet', mark: 'warn' },
      ],
      reviewer: 'clinical safety',
    },
    {
      id: 'device-registration',
      scope: 'product',
      kind: 'line',
      wording: 'Under which number is the device registered with the MHRA?',
      when: (asked) => isDevice(asked) && asked.answer('device-class') !== 'unknown',
      reviewer: 'clinical safety',
    },
    {
      id: 'uses-ai',
      scope: 'product',
      kind: 'choice',
      wording: 'Does it use artificial intelligence?',
      options: yesNo('warn', 'pass'),
      reviewer: 'clinical safety',
    },
    {
      id: 'ai-how',
      scope: 'product',
      kind: 'text',
      wording: 'What does that do with data of this API, and who checks it?',
      when: ({ answer }) => answer('uses-ai') === 'yes',
      reviewer: 'clinical safety',
    },
  ],
};
