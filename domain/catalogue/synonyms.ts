/** What people call the same thing: whoever asks for one of a line is shown the others too. One line, one idea. */
export const synonyms: readonly (readonly string[])[] = [
  ['smartcard', 'cis2', 'aal3', 'staff', 'clinician', 'professional', 'worker', 'practitioner'],
  ['doctor', 'gp', 'practitioner', 'clinician', 'worker', 'prescriber'],
  ['nurse', 'practitioner', 'clinician', 'worker'],
  ['oauth', 'oauth2', 'token', 'jwt', 'bearer'],
  ['hl7', 'fhir'],
  ['medicine', 'medication', 'drug', 'prescription', 'prescribe', 'prescribing', 'medicationrequest', 'dispense'],
  ['pharmacy', 'dispense', 'dispensing', 'dispenser', 'prescription'],
  ['vaccine', 'vaccination', 'immunisation', 'immunization', 'jab'],
  ['patient', 'person', 'people', 'citizen', 'demographic', 'demographics'],
  ['login', 'signin', 'authentication', 'identity'],
  ['address', 'demographics', 'demographic', 'postcode'],
  ['appointment', 'booking', 'slot', 'schedule', 'reservation'],
  ['referral', 'refer', 'servicerequest', 'ereferral'],
  ['baby', 'child', 'infant', 'paediatric', 'pediatric', 'newborn'],
  ['weight', 'height', 'growth', 'measurement', 'observation', 'centile', 'percentile'],
  ['allergy', 'allergyintolerance', 'intolerance'],
  ['blood', 'pathology', 'laboratory', 'lab', 'diagnosticreport', 'observation'],
  ['scan', 'imaging', 'radiology', 'imagingstudy'],
  ['hospital', 'secondary', 'trust', 'provider'],
  ['emergency', 'urgent', 'ae', 'ambulance', '111'],
  ['test', 'sandbox', 'example', 'hello', 'demo'],
  ['change', 'update', 'amend', 'edit'],
  ['eligibility', 'coverage', 'exemption', 'entitlement'],
];

const byWord = new Map<string, Set<string>>();
for (const group of synonyms) {
  for (const word of group) byWord.set(word, new Set([...(byWord.get(word) ?? []), ...group]));
}

/** The other words for a word. */
export const synonymsOf = (word: string): readonly string[] =>
  [...(byWord.get(word) ?? [])].filter((other) => other !== word);
