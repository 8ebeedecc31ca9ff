import { randomFrom, syntheticNhsNumber } from './planted-corpus';

const number = syntheticNhsNumber(randomFrom(20270102));
const groups = [number.slice(0, 3), number.slice(3, 6), number.slice(6)];

export const GROUPINGS = [
  `(${groups[0]}) ${groups[1]} ${groups[2]}`,
  ...[':', '|', ' | ', ' : ', '        ', ' - - ', '*', '#', '~', ';', ', '].map((gap) => groups.join(gap)),
  number.replace(/(\d)(\d{3})(\d{3})(\d{3})/, '$1,$2,$3,$4'),
  number.replace(/(\d)(\d{3})(\d{3})(\d{3})/, '$1 $2 $3 $4'),
  number.replace(/(\d{4})(\d{3})(\d{3})/, '$1 $2 $3'),
  number.replace(/(\d{4})(\d{3})(\d{3})/, '$1-$2-$3'),
  number.replace(/(\d{3})(\d{4})(\d{3})/, '$1 $2 $3'),
  number.replace(/(\d{5})(\d{5})/, '$1 $2'),
  number.replace(/(\d{2})(?=\d)/g, '$1 '),
  [...number].join(' '),
  [...number].join('-'),
  [...number].join(','),
  [...number].join(' . '),
  `[${groups[0]}][${groups[1]}][${groups[2]}]`,
  `{${groups[0]}} {${groups[1]}} {${groups[2]}}`,
  ...['\u00b7', '\u2022', '\u2063', '=', '\u2192', '\u2019'].map((gap) => groups.join(gap)),
  number.replace(/(\d{4})(\d{4})(\d{2})/, '$1-$2-$3'),
  number.replace(/(\d{4})(\d{4})(\d{2})/, '$1 $2 $3'),
  number.replace(/(\d{2})(\d{4})(\d{4})/, '$1-$2-$3'),
  `NHS number ${number.replace(/(\d{3})(\d{2})(\d{2})(\d{3})/, '$1 $2 $3 $4')}`,
  `NHS no: ${number.replace(/(\d{3})(\d)(\d{2})(\d{2})(\d{2})/, '$1 $2 $3 $4 $5')}`,
];
export const SHOWN_NAMES = [
  'OKONKWO, Margaret (Mrs)',
  'OKONKWO, Margaret Ann (Ms)',
  "O'BRIENNE, Seamus (Mr)",
  'SMITH-JONES, Anne-Marie (Dr)',
  'van der BERGEN, Jansen (Prof)',
  'Okonkwo, Margaret (MRS)',
  'Margaret Okonkwo (Miss)',
  'Okonkwo, Mrs Margaret',
];
export const RECORD_NUMBERS = [
  'MRN 1234567',
  'mrn: 1234567',
  'MRN #1234567',
  'hospital number A123456',
  'Hosp No. 123456',
  'patient no 4455667',
  'Patient ID: P-1234567',
  'patient #1234567',
  'PAS number 12345678',
  'unit number 123456',
  'case notes no 99887766',
  'medical record number 1234567',
  'CHI 0101501234',
  'MRN-1234567',
  'MRN1234567',
  'mrn_1234567',
  'mrn/1234567',
  'MRN is: 1234567',
];
export const BIRTH_FIELDS = [
  'born_on',
  'birth_time',
  'birthTime',
  'bornAt',
  'date_born',
  'birthplace_date',
  'timeOfBirth',
  'year_of_birth',
  'patientDob',
  'dobText',
  'deceasedOn',
  'death_time',
];
export const NAME_FIELDS = [
  'personName',
  'carer_name',
  'motherName',
  'mothers_maiden_name',
  'preferredName',
  'legal-name',
  'nextOfKinName',
  'nok',
  'knownAs',
  'gpName',
];
export const RECORD_FIELDS = ['hospital_no', 'hospitalNumber', 'patientNo', 'patient_number', 'chartNumber'];
export const base32 = (text: string, alphabet: string) =>
  [...Buffer.from(text)]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
    .replace(/.{1,5}/g, (bits) => alphabet.charAt(Number.parseInt(bits.padEnd(5, '0'), 2)));
export const hexadecimal = (text: string) => Buffer.from(text).toString('hex');
export const ENCODINGS: readonly ((text: string) => string)[] = [
  hexadecimal,
  (text) => hexadecimal(text).toUpperCase(),
  (text) => `0x${hexadecimal(text)}`,
  (text) => hexadecimal(text).replace(/..(?=.)/g, '$& '),
  (text) => hexadecimal(text).replace(/..(?=.)/g, '$&:'),
  (text) => base32(text, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'),
  (text) => base32(text, 'abcdefghijklmnopqrstuvwxyz234567'),
  (text) => base32(text, '0123456789ABCDEFGHIJKLMNOPQRSTUV'),
  (text) => base32(text, '0123456789ABCDEFGHJKMNPQRSTVWXYZ'),
];
export const UNKNOWN_SHAPES = [
  ['dob: Thu Jan 31 1980 00:00:00 GMT+0000 (GMT)', 'Jan 31', '1980'],
  ['dob: Thu, 31 Jan 1980 00:00:00 GMT', '31 Jan', '1980'],
  ['dob=the 31st of January, 1980', '31st', '1980'],
  ['birthDate: 31 01 80, id=7', '31 01', '80'],
  ['nhsNumber: 94 34 76 59 19 ok', '76 59'],
  ['nhs_number=9,434,765,91 too short', '434,765'],
  ['family: van der okonkwo', 'der', 'okonkwo'],
  ['surname=okonkwo margaret', 'okonkwo', 'margaret'],
  ['tel: 07700:900:123', '900'],
  ['postcode: LS1    4AP', '4AP'],
  ['patientId: AB 12 34 56', '12 34'],
  ['mrn "1234567" unknown', '1234567'],
  ["no MRN '1234567'", '1234567'],
  ['MRN [1234567]', '1234567'],
  ['see /charts/mrn/1234567/notes', '1234567'],
] as const;
export const SECRETS_IN_URLS = [
  ['postgres://svc:s3cret@db:5432/x', 's3cret'],
  ['mysql://root:hunter@localhost/x', 'hunter'],
  ['redis://:hunter@cache:6379/0', 'hunter'],
  ['sftp://me:p%40ss@files/in', 'p%40ss'],
  ['https://user:pass-word@host/x', 'pass-word'],
  ['amqps://u:p@ss@broker/v', 'p@ss'],
  ['https://user:pa/ss@host/x', 'pa/ss'],
  ['https://user:pa?ss@host/x', 'pa?ss'],
  ['https://user:pa#ss@host/x', 'pa#ss'],
  ["https://user:pa'ss@host/x", "pa'ss"],
  ['//user:hunter2@host/x', 'hunter2'],
  ['9postgres://u:hunter2@host/x', 'hunter2'],
  ['mongodb+srv://u:longpassword@c0.x.mongodb.net/?w=1', 'longpassword'],
  ['https://0123456789abcdef0123@host/x.git', '0123456789abcdef0123'],
  ['https://b.s3.amazonaws.com/k?X-Amz-Signature=abcdef01&X-Amz-Expires=60', 'abcdef01'],
  ['https://b.s3.amazonaws.com/k?X-Amz-Security-Token=IQoJb3Jp&a=b', 'IQoJb3Jp'],
  ['https://b.s3.amazonaws.com/k?X-Amz-Credential=ASIA1234%2F20260101', 'ASIA1234'],
  ['https://a.blob.core.windows.net/c?sv=2024&sig=Zm9vYmFy%3D&se=1', 'Zm9vYmFy'],
  ['https://storage.googleapis.com/b/o?X-Goog-Signature=0a1b2c3d', '0a1b2c3d'],
  ['https://d1.cloudfront.net/x?Signature=nitfHRCrtziw&Key-Pair-Id=K2', 'nitfHRCrtziw'],
] as const;
/** UUIDs that somebody made to carry a number, some with a right version and variant. */
export const CHOSEN_IDS = [
  `00000000-0000-0000-0000-00${number}`,
  `00000000-0000-4000-8000-00${number}`,
  `${number.slice(0, 8)}-${number.slice(8)}00-0000-0000-000000000000`,
  `${number.slice(0, 8)}-${number.slice(8)}00-4000-8000-000000000000`,
  `aaaaaaaa-aaaa-4aaa-8aaa-aa${number}`,
  `a3f1c2d4-9b7e-4c1d-8e2f-00${number}`,
  `a3f1c2d4-9b7e-1c1d-8e2f-bb${number}`,
  `${number.slice(0, 8)}-${number.slice(8)}ab-7c1d-8e2f-000000000000`,
];
/** Credentials of the platform's, as they are and as they were, and what they are taken for elsewhere. */
export const OWN_SECRETS = [
  'dip_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v2W3x4Y',
  'a3f1c2d4-9b7e-4c1d-8e2f-b1c2d3e4f506.dip_A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v2W3x4Y',
  'dip_ABCdefGHIjkl',
  'a3f1c2d4-9b7e-4c1d-8e2f-b1c2d3e4f506.AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGhIjKlMnO1p',
];
/** What has no three digits together. */
export const IN_PATHS = [
  Buffer.from('Patient/9434765919').toString('base64url'),
  [...number].join('-'),
  [...number].join('/'),
  number.replace(/(\d{2})(?=\d)/g, '$1-'),
  'LS1-4AP',
  'LS14AP',
  'AB-12-34-56-C',
  '8.8.4.4',
  'ghp_abcdefghijkl',
];
