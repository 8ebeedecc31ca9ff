import type { TestUser } from './test-user';

interface Role {
  readonly person_orgid: string;
  readonly person_roleid: string;
  readonly org_code: string;
  readonly role_name: string;
  readonly role_code: string;
}

const organisations = { A9A5A: 'Example Hospital NHS Trust', B9A5A: 'Example Surgery' } as const;

const roleOf = (person_roleid: string, org_code: keyof typeof organisations, kind: keyof typeof kinds): Role => ({
  person_orgid: person_roleid.replace(/^5552/, '5550'),
  person_roleid,
  org_code,
  ...kinds[kind],
});

/** Job roles of the national role-based access control as CIS2 writes them. */
const kinds = {
  clinician: {
    role_name: '"Clinical":"Clinical Provision":"Clinical Practitioner Access Role"',
    role_code: 'S8000:G8000:R8000',
  },
  administrator: {
    role_name: '"Admin & Clerical":"Admin & Clerical":"Admin/Clinical Support Access Role"',
    role_code: 'S8000:G8001:R8008',
  },
  'GP practitioner': {
    role_name: '"Clinical":"Clinical Provision":"General Medical Practitioner"',
    role_code: 'S0010:G0020:R0260',
  },
} as const;

interface Worker {
  readonly id: string;
  readonly given: string;
  readonly family: string;
  readonly level: 1 | 2 | 3;
  readonly roles: readonly Role[];
  /** Chosen at sign-in, as who signs in with a smartcard does. */
  readonly selected?: Role | undefined;
}

const worker = ({ id, given, family, level, roles, selected }: Worker): TestUser => ({
  id,
  name: `${given} ${family}`,
  level: `AAL${level}`,
  note: noteOn(roles, selected),
  claims: {
    sub: id,
    nhsid_useruid: id,
    acr: `AAL${level}_ANY`,
    id_assurance_level: '3',
    authentication_assurance_level: String(level),
    ...(selected && { selected_roleid: selected.person_roleid }),
  },
  byScope: {
    openid: { nhsid_useruid: id },
    profile: { name: `${given} ${family}`, given_name: given, family_name: family, uid: id },
    email: { email: `${given}.${family}@example.nhs.uk`.toLowerCase() },
    nhsperson: { nhsid_useruid: id, idassurancelevel: '3', display_name: `${given} ${family}` },
    nationalrbacaccess: { nhsid_useruid: id, nhsid_nrbac_roles: roles },
    associatedorgs: { nhsid_user_orgs: organisationsIn(roles) },
  },
});

function noteOn(roles: readonly Role[], selected: Role | undefined): string {
  if (roles.length === 0) return 'No role';
  const names = roles.map(({ role_code, org_code }) => `${role_code.split(':')[2]} at ${org_code}`);
  const count = roles.length === 1 ? 'One role' : 'Several roles';
  return `${count}, ${selected ? 'selected' : 'none selected'}: ${names.join(', ')}`;
}

const organisationsIn = (roles: readonly Role[]) =>
  Object.entries(organisations)
    .filter(([code]) => roles.some(({ org_code }) => org_code === code))
    .map(([org_code, org_name]) => ({ org_code, org_name }));

const withOneRole = (who: Omit<Worker, 'roles' | 'selected'>, role: Role) =>
  worker({ ...who, roles: [role], selected: role });

/** The first seven are the users of the original platform's mock authorisation. */
export const healthcareWorkers: readonly TestUser[] = [
  withOneRole(
    { id: '656005750104', given: 'Ada', family: 'Testwell', level: 3 },
    roleOf('555254240100', 'A9A5A', 'administrator'),
  ),
  withOneRole(
    { id: '656005750107', given: 'Bilal', family: 'Mockford', level: 3 },
    roleOf('555254241100', 'A9A5A', 'clinician'),
  ),
  withOneRole(
    { id: '656005750108', given: 'Cerys', family: 'Samplett', level: 3 },
    roleOf('555254242100', 'B9A5A', 'GP practitioner'),
  ),
  withOneRole(
    { id: '656005750109', given: 'Dmitri', family: 'Trialby', level: 2 },
    roleOf('555254243100', 'A9A5A', 'administrator'),
  ),
  withOneRole(
    { id: '656005750111', given: 'Eniola', family: 'Fixtureton', level: 2 },
    roleOf('555254244100', 'A9A5A', 'clinician'),
  ),
  withOneRole(
    { id: '656005750112', given: 'Fionn', family: 'Standin', level: 2 },
    roleOf('555254245100', 'B9A5A', 'GP practitioner'),
  ),
  withOneRole(
    { id: '656005750110', given: 'Greta', family: 'Placeholm', level: 1 },
    roleOf('555254246100', 'A9A5A', 'administrator'),
  ),
  worker({
    id: '656005750113',
    given: 'Hamza',
    family: 'Manyhat',
    level: 3,
    roles: [roleOf('555254247100', 'A9A5A', 'clinician'), roleOf('555254247101', 'B9A5A', 'GP practitioner')],
  }),
  worker({
    id: '656005750114',
    given: 'Isla',
    family: 'Unselected',
    level: 3,
    roles: [roleOf('555254248100', 'A9A5A', 'clinician')],
  }),
  worker({ id: '656005750115', given: 'Jun', family: 'Norole', level: 3, roles: [] }),
];
