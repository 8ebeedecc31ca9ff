import type { JWTPayload } from 'jose';

export const mockProviders = ['cis2', 'nhs-login'] as const;
export type MockProvider = (typeof mockProviders)[number];

/** What an ID token says of a test user, beside what it says of itself. */
export type UserClaims = Readonly<JWTPayload>;

/** The users of the original platform's mock authorisation: invented people, NHS numbers of the test range. */
const cis2 = (uuid: string, level: 1 | 2 | 3, role?: string): [string, UserClaims] => [
  uuid,
  {
    sub: uuid,
    nhsid_useruid: uuid,
    acr: `AAL${level}_ANY`,
    id_assurance_level: '3',
    authentication_assurance_level: String(level),
    ...(role === undefined ? {} : { selected_roleid: role }),
  },
];

const nhsLogin = (nhsNumber: string, level: 'P0' | 'P5' | 'P9'): [string, UserClaims] => [
  nhsNumber,
  {
    sub: `mock-${nhsNumber}`,
    nhs_number: nhsNumber,
    identity_proofing_level: level,
    vot: level === 'P9' ? 'P9.Cp.Cd' : `${level}.Cp`,
  },
];

export const testUsers: Readonly<Record<MockProvider, ReadonlyMap<string, UserClaims>>> = {
  cis2: new Map([
    cis2('656005750104', 3, '555254240100'),
    cis2('656005750107', 3, '555254241100'),
    cis2('656005750108', 3, '555254242100'),
    cis2('656005750109', 2, '555254243100'),
    cis2('656005750111', 2, '555254244100'),
    cis2('656005750112', 2, '555254245100'),
    cis2('656005750110', 1, '555254246100'),
  ]),
  'nhs-login': new Map([nhsLogin('9912003071', 'P9'), nhsLogin('9912003072', 'P5'), nhsLogin('9912003073', 'P0')]),
};
