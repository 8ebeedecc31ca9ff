import type { TestUser } from './test-user';

interface Patient {
  readonly nhsNumber: string;
  readonly given: string;
  readonly family: string;
  readonly birthdate: string;
  readonly level: 'P0' | 'P5' | 'P9';
  readonly note: string;
}

const notProven = { P0: true, P5: false, P9: false } as const;

/** At P0 NHS login has matched nobody, so userinfo knows no more than how to reach the person. */
const patient = ({ nhsNumber, given, family, birthdate, level, note }: Patient): TestUser => ({
  id: nhsNumber,
  name: `${given} ${family}`,
  level,
  note,
  claims: {
    sub: `mock-${nhsNumber}`,
    nhs_number: nhsNumber,
    identity_proofing_level: level,
    vot: level === 'P9' ? 'P9.Cp.Cd' : `${level}.Cp`,
  },
  byScope: {
    email: { email: `${given}.${family}@example.com`.toLowerCase(), email_verified: true },
    // Ofcom's numbers for drama, which nobody has.
    phone: { phone_number: '+447700900000', phone_number_verified: true },
    ...(!notProven[level] && {
      profile: { nhs_number: nhsNumber, family_name: family, birthdate, identity_proofing_level: level },
      basic_demographics: { family_name: family, birthdate, identity_proofing_level: level },
      profile_extended: { given_name: given },
      gp_registration_details: { gp_registration_details: { gp_ods_code: 'B9A5A' } },
    }),
  },
});

/** The first three are the users of the original platform's mock authorisation. */
export const patients: readonly TestUser[] = [
  patient({
    nhsNumber: '9912003071',
    given: 'Mona',
    family: 'Millpond',
    birthdate: '1979-04-02',
    level: 'P9',
    note: 'Identity proven; may act for Stan Millpond',
  }),
  patient({
    nhsNumber: '9912003072',
    given: 'Nadia',
    family: 'Halfway',
    birthdate: '1988-11-23',
    level: 'P5',
    note: 'Details matched to a record, identity not proven',
  }),
  patient({
    nhsNumber: '9912003073',
    given: 'Oscar',
    family: 'Newcomer',
    birthdate: '1995-01-30',
    level: 'P0',
    note: 'E-mail address and telephone number only',
  }),
  patient({
    nhsNumber: '9912004086',
    given: 'Stan',
    family: 'Millpond',
    birthdate: '1944-07-15',
    level: 'P9',
    note: 'Identity proven; Mona Millpond may act for him',
  }),
];
