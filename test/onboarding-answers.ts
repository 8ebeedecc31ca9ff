/** A date as three fields. */
export const date = (id: string, [day, month, year]: readonly string[]) => ({
  [`${id}[day]`]: day ?? '',
  [`${id}[month]`]: month ?? '',
  [`${id}[year]`]: year ?? '',
});
type Answers = Readonly<Record<string, Record<string, string>>>;

/** Right answers to every section, in the order of the tasks, with dates of some weeks ago. */
export function answersOn(today: Date): Answers {
  const [year = '', month = '', day = ''] = new Date(today.getTime() - 35 * 24 * 60 * 60 * 1000)
    .toISOString()
    .split(/[-T]/);
  return answersOf([day, month, year]);
}

const answersOf = (dated: readonly string[]): Answers => ({
  'responsible-people': {
    'responsible-role': 'Chief information officer',
    'security-contact': 'security@example.nhs.uk',
    'breaches-told': 'yes',
    'data-protection-officer': 'dpo@example.nhs.uk',
    'data-protection-fee': 'ZA123456',
    ...date('caldicott-on', dated),
  },
  'data-security': {
    'dspt-status': 'met',
    ...date('dspt-published-on', dated),
    ...date('cyber-essentials-on', dated),
    'certificate-kind': 'plus',
  },
  agreement: { 'agreement-signatory': 'Chief executive', 'agreement-accepted': 'yes' },
  'service-desk': { 'national-service-desk': 'yes', 'service-desk-reference': 'NSD-1' },
  product: {
    'product-what': 'Shows charts',
    'product-role': 'both',
    'product-users': 'staff',
    'product-version': '2.1',
    'product-settings': 'General practice',
  },
  'data-protection': {
    ...date('dpia-on', dated),
    'data-in-uk': 'yes',
    'privacy-notice': 'https://example.nhs.uk/privacy',
    'controller-processor': 'Each trust; we process',
    'sub-processors': 'None',
    'end-users-status': 'We look it up before each begins',
    'end-users-policy': 'yes',
  },
  security: {
    ...date('penetration-test-on', dated),
    'penetration-test-by': 'A CREST company',
    'findings-open': 'no',
    'second-factor': 'yes',
    'key-storage': 'In a key store, each quarter',
    'audit-trail': 'yes',
  },
  'clinical-safety': {
    'clinical-scope': 'no',
    'clinical-reason': 'It shows opening times',
    'device-class': 'none',
    'uses-ai': 'no',
  },
  service: { support: 'Weekdays', incidents: 'By severity', continuity: 'Paper' },
  use: {
    'use-what': 'Reads one record',
    'use-purpose': 'care',
    'use-only': 'yes',
    'use-operations': 'GET /hello/application',
    'use-volume': '100 a day, 1 a second',
  },
  technical: {
    exercised: 'yes',
    'errors-handled': 'yes',
    'backs-off': 'yes',
    'peak-bounded': 'yes',
    'demonstrated-on[none]': 'none',
  },
  'lawful-basis': {
    'article-6': 'e',
    'article-6-reason': 'The duty to care',
    'article-9': 'h',
    ...date('data-sharing-on', dated),
    'answers-true': 'yes',
  },
});

/** Of a test whose clock begins in January 2026. */
export const answers = answersOf(['1', '12', '2025']);
