/** A right answer to every item of a go-live record, as its form sends it. */
export const goLiveEntries: Readonly<Record<string, string>> = {
  organisation: 'Example Trust',
  'data-controller': 'Example Trust',
  'legal-basis': 'UK GDPR Article 6(1)(e)',
  'agreement-1.0': 'yes',
  'service-level': '99.9 % in a month',
  'support-hours': 'Weekdays, 9 to 5',
  contact: 'api@example.nhs.uk',
  runbook: 'https://example.nhs.uk/runbook',
  'security-contact': 'security@example.nhs.uk',
  'penetration-test-on[day]': '1',
  'penetration-test-on[month]': '12',
  'penetration-test-on[year]': '2025',
  'findings-open': 'no',
};
