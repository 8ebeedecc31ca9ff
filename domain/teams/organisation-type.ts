/** What an application's owner may be. A closed list, as free text could name the organisation itself. */
export const organisationTypes = [
  'ambulance-trust',
  'charity',
  'community-trust',
  'government',
  'gp-practice',
  'hospital-trust',
  'integrated-care-board',
  'local-authority',
  'mental-health-trust',
  'pharmacy',
  'research',
  'social-care',
  'supplier',
] as const;
