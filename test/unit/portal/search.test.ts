import { join } from 'node:path';
import { apiSummary } from '../../../domain/catalogue/api-summary';
import { searchApis } from '../../../domain/catalogue/search-apis';
import { searchedWords } from '../../../domain/publishing/searched-words';
import { summaryOf } from '../../../domain/publishing/summary-of';
import { readApiDefinition } from '../../../lib/specification-files/read-api-definition';
import { aRegistryEntry } from '../../builders';

/** A catalogue such as a national one: title, what its author says, paths, and who may call. */
const catalogue = [
  [
    'booking-and-referral',
    'Booking and Referral (BaRS)',
    'Make, change and cancel bookings and referrals between services.',
    ['/Appointment', '/Slot', '/ServiceRequest'],
    ['app-level3'],
  ],
  [
    'personal-demographics',
    'Personal Demographics Service',
    'Find a patient by name, date of birth or NHS number, and update an address or a telephone number.',
    ['/Patient', '/RelatedPerson'],
    ['nhs-cis2-aal3', 'app-level3'],
  ],
  [
    'electronic-prescriptions',
    'Electronic Prescription Service',
    'Create, sign, dispense and claim for prescriptions.',
    ['/MedicationRequest', '/MedicationDispense', '/Task'],
    ['nhs-cis2-aal3'],
  ],
  [
    'immunisation-history',
    'Immunisation History',
    'See which immunisations a person has had, such as COVID-19 and flu.',
    ['/Immunization'],
    ['nhs-login-p9'],
  ],
  [
    'growth-charts',
    'Growth Charts',
    'Work out centiles of the length, weight and head circumference of a child.',
    ['/measurement', '/charts'],
    ['app-level0'],
  ],
  [
    'hello-world',
    'Hello World',
    'Try the platform out: one open operation and one for each kind of access.',
    ['/hello/world'],
    [],
  ],
  [
    'e-referrals',
    'e-Referrals Service',
    'Refer a patient from primary to secondary care and choose a clinic.',
    ['/ReferralRequest', '/HealthcareService'],
    ['nhs-cis2-aal2'],
  ],
  [
    'eligibility',
    'Patient Eligibility Signposting',
    'Whether someone is exempt from charges.',
    ['/Coverage', '/CoverageEligibilityRequest'],
    ['app-level3'],
  ],
  [
    'healthcare-worker',
    'Healthcare Worker',
    'Names and roles of staff, from their smartcards.',
    ['/Practitioner', '/PractitionerRole'],
    ['nhs-cis2-aal1'],
  ],
  [
    'pathology',
    'Pathology Results',
    'Results of blood and other laboratory tests.',
    ['/DiagnosticReport', '/Observation'],
    ['app-level3'],
  ],
  [
    'allergies',
    'Allergies and Intolerances',
    'Record and read what a patient must not be given.',
    ['/AllergyIntolerance'],
    ['app-level3'],
  ],
  [
    'terminology',
    'Terminology Server',
    'Look up SNOMED CT and ICD-10 codes.',
    ['/CodeSystem/$lookup', '/ValueSet'],
    ['app-level0'],
  ],
] as const;

const apis = catalogue.map(([api, title, summary, paths, access]) =>
  apiSummary(
    aRegistryEntry({
      api,
      title,
      summary,
      basePath: `/${api}`,
      operations: paths.map((path, index) => ({ id: `op-${index}`, method: 'GET', path, access: [...access] })),
    }),
  ),
);
const find = (words: string) => searchApis(apis, { words, access: [], status: [] }).map(({ api }) => api);

test.each([
  ['BaRS', 'booking-and-referral'],
  ['bars', 'booking-and-referral'],
  ['booking', 'booking-and-referral'],
  ['bookings', 'booking-and-referral'],
  ['appointment', 'booking-and-referral'],
  ['appointments', 'booking-and-referral'],
  ['slot', 'booking-and-referral'],
  ['cancel a booking', 'booking-and-referral'],
  ['pds', 'personal-demographics'],
  ['EPS', 'electronic-prescriptions'],
  ['demographics', 'personal-demographics'],
  ['demographic', 'personal-demographics'],
  ['personal demographics service', 'personal-demographics'],
  ['find a patient by name', 'personal-demographics'],
  ['NHS number', 'personal-demographics'],
  ['date of birth', 'personal-demographics'],
  ['change of address', 'personal-demographics'],
  ['address', 'personal-demographics'],
  ['telephone', 'personal-demographics'],
  ['RelatedPerson', 'personal-demographics'],
  ['prescription', 'electronic-prescriptions'],
  ['prescriptions', 'electronic-prescriptions'],
  ['medicine', 'electronic-prescriptions'],
  ['medicines', 'electronic-prescriptions'],
  ['medication', 'electronic-prescriptions'],
  ['MedicationRequest', 'electronic-prescriptions'],
  ['medicationrequest', 'electronic-prescriptions'],
  ['drug', 'electronic-prescriptions'],
  ['pharmacy', 'electronic-prescriptions'],
  ['dispense', 'electronic-prescriptions'],
  ['vaccine', 'immunisation-history'],
  ['vaccines', 'immunisation-history'],
  ['vaccination', 'immunisation-history'],
  ['immunization', 'immunisation-history'],
  ['flu jab', 'immunisation-history'],
  ['COVID', 'immunisation-history'],
  ['nhs login', 'immunisation-history'],
  ['growth', 'growth-charts'],
  ['baby weight', 'growth-charts'],
  ['centile', 'growth-charts'],
  ['growht', 'growth-charts'],
  ['helo wrld', 'hello-world'],
  ['sandbox', 'hello-world'],
  ['referral', 'e-referrals'],
  ['e-referrals', 'e-referrals'],
  ['choose a clinic', 'e-referrals'],
  ['secondary care', 'e-referrals'],
  ['eligibility', 'eligibility'],
  ['exemption', 'eligibility'],
  ['coverage', 'eligibility'],
  ['smartcard', 'healthcare-worker'],
  ['smartcards', 'healthcare-worker'],
  ['doctor', 'healthcare-worker'],
  ['staff roles', 'healthcare-worker'],
  ['Practitioner', 'healthcare-worker'],
  ['blood test', 'pathology'],
  ['laboratory', 'pathology'],
  ['DiagnosticReport', 'pathology'],
  ['allergy', 'allergies'],
  ['AllergyIntolerance', 'allergies'],
  ['snomed', 'terminology'],
  ['snomed codes', 'terminology'],
  ['ValueSet', 'terminology'],
  ['zzzzzz', undefined],
])('whoever asks for "%s" is shown %s first', (words, expected) => {
  expect(find(words)[0]).toBe(expected);
});

test('oauth and hl7 find what is called otherwise', () => {
  expect(find('oauth')).toEqual(expect.arrayContaining(['pathology', 'eligibility']));
  const fhir = apiSummary(aRegistryEntry({ api: 'records', title: 'Records (FHIR)', summary: '' }));
  expect(searchApis([fhir], { words: 'hl7', access: [], status: [] })).toHaveLength(1);
});

test('what nobody said of an API does not find it', () => {
  expect(find('medication')).not.toContain('growth-charts');
  expect(find('vaccine')).toEqual(['immunisation-history']);
});

test.each(['constructor', '__proto__', 'toString', 'x'.repeat(10_000), 'a '.repeat(5_000), '((((', '*:*'])(
  'a question of %p is answered',
  (words) => {
    expect(Array.isArray(find(words.slice(0, 200)))).toBe(true);
  },
);

test('an API is found by the words of its description and of its operations', () => {
  const file = join(__dirname, '..', '..', '..', 'apis', 'growth-charts', 'openapi.yaml');
  const { definition } = readApiDefinition({ file });
  const searched = searchedWords(definition);
  expect(searched.length).toBeLessThanOrEqual(6_000);
  const entry = aRegistryEntry({ title: definition.title, summary: summaryOf(definition.description), searched });
  const [operation] = definition.operations.filter(({ summary }) => summary);
  const words = operation?.summary ?? '';
  expect(searchApis([apiSummary(entry)], { words, access: [], status: [] })).toHaveLength(1);
});
