import { randomFrom, syntheticNhsNumber } from './planted-corpus';
import {
  BIRTH_FIELDS,
  CHOSEN_IDS,
  ENCODINGS,
  GROUPINGS,
  IN_PATHS,
  NAME_FIELDS,
  OWN_SECRETS,
  RECORD_FIELDS,
  RECORD_NUMBERS,
  SECRETS_IN_URLS,
  SHOWN_NAMES,
  UNKNOWN_SHAPES,
} from './redaction-spellings';

/** A record with personal values in it, and what of them no part of the redacted record may say. */
export interface Variant {
  readonly title: string;
  readonly record: object;
  readonly planted: readonly string[];
}

const random = randomFrom(20270101);
const number = syntheticNhsNumber(random);
const groups = [number.slice(0, 3), number.slice(3, 6), number.slice(6)];
const shifted = (text: string, to: number) => text.replace(/\d/g, (digit) => String.fromCharCode(to + Number(digit)));
const escaped = (text: string) =>
  [...text].map((sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const base64 = (text: string) => Buffer.from(text).toString('base64');

const patient = {
  resourceType: 'Patient',
  id: number,
  identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: number }],
  name: [{ use: 'official', family: 'Okonkwo', given: ['Margaret', 'Ann'], text: 'Margaret Okonkwo' }],
  birthDate: '1971-04-09',
  telecom: [{ system: 'phone', value: '07700 900123' }],
  address: [{ line: ['1 High St'], city: 'Leeds', postalCode: 'LS1 4AP' }],
  contact: [{ name: { family: 'Smithson' } }],
};
const ofPatient = [number, 'Okonkwo', 'Margaret', '1971', '900123', 'High St', 'Leeds', 'LS1', 'Smithson'];
const xml = `<Patient><nhsNumber>${number}</nhsNumber><n:family>Okonkwo</n:family><line value="1 High St"/><birthDate value="1971-04-09"/></Patient>`;
const ofXml = [number, 'Okonkwo', 'High St', '1971-04'];
const hl7 = `MSH|^~\\&|A|B\rPID|1||${number}^^^NHS^NH~77^^^H||Okonkwo^Margaret~Smithson^M||19710409|F|||1 High St^^Leeds^^LS1 4AP~2 Low St\rNK1|1|Weatherby^J`;
const ofHl7 = [number, 'Okonkwo', 'Margaret', 'Smithson', '19710409', 'High St', 'Leeds', 'Low St', 'Weatherby'];

const GAPS = [
  '',
  ' ',
  '-',
  '.',
  '/',
  '_',
  '+',
  ' - ',
  '  ',
  '\t',
  '\u00a0',
  '\u2007',
  '\u2009',
  '\u200b',
  '\u2011',
  '\u2013',
  '\u202f',
  '\u2212',
  '\u3000',
  '\u00ad',
  '\ufeff',
  '%20',
  '%2520',
  '%252520',
  '%C2%A0',
  '%E2%80%91',
  '%2D',
  '%0A',
  '\n',
  '\r\n',
  '&nbsp;',
  '&#160;',
]; // prettier-ignore
const DATES = [
  '1971-04-09',
  '1971-04-09T00:00:00Z',
  '09/04/1971',
  '9/4/1971',
  '09.04.1971',
  '09 04 1971',
  '09/04/71',
  '09-APR-71',
  '9th April 1971',
  'April 9, 1971',
  '1971-Apr-09',
  '19710409',
  '09%2F04%2F1971',
  '09%252F04%252F1971',
]; // prettier-ignore
const POSTCODES = [
  'SW1A 1AA',
  'SW1A1AA',
  'sw1a 1aa',
  'm11ae',
  'GIR 0AA',
  'SW1A\u00a01AA',
  'SW1A+1AA',
  'SW1A%25201AA',
  'SW1A-1AA',
  'BFPO 1',
  'bfpo5432',
];
const EMAILS = [
  'a.b@example.org',
  'a.b%40example.org',
  'a.b%2540example.org',
  'a.b\\u0040example.org',
  'a.b&#64;example.org',
  'a.b\uff20example.org',
  '"a b"@example.org',
  "o'neil@example.org",
]; // prettier-ignore
const PHONES = [
  '07700900123',
  '07700 900 123',
  '07700\u2011900123',
  '+447700900123',
  '0044 7700 900123',
  '+44 (0)7700 900123',
  '447700900123',
  '(0113) 496 0000',
  '%2B447700900123',
  'tel:+447700900123',
  '07700900123 ext 45',
  '0113 496 0000 x12',
  '07700900123x45',
  '+44 7700 900123 extension 7',
  '07700:900:123',
  '07700|900|123',
  '07700     900     123',
  '07700/900/123',
]; // prettier-ignore
const IPS = [
  '81.2.69.142',
  '81.2.69.142:443',
  '2A02:F73:F7::EE0:FD9B',
  '[2a02:f73::1]:443',
  '::ffff:81.2.69.142',
  '::1',
  'fe80::1',
  '2001:0db8:0000:0000:0000:0000:0000:0001',
  '2a02%253Af73%253A%253A1',
  '81%2E2%2E69%2E142',
  '2a02:f73::/32',
  'ip81.2.69.142',
  'client_81.2.69.142_1',
  '81.2.69.142refused',
  'foo81.2.69.142',
  'upstream81.2.69.142:443',
  'x_81.2.69.142',
  'addr81.2.69.142bar',
  'ip-81-2-69-142.eu-west-2.compute.internal',
  'host-81-2-69-142.range.example.net',
]; // prettier-ignore
const URL_GAPS = [' ', '\n', '+', '%20', '%2520', '%2D', '%E2%80%91', '%C2%A0', '%25C2%25A0'];
const NATIONAL_INSURANCE = [
  'AB123456C',
  'AB 12 34 56 C',
  'QQ123456C',
  'AB%20123456%20C',
  'ab 12 34 56 c',
  'ab-12-34-56-c',
  'ab 123456 c',
  'Ab 12 34 56 C',
];
const JWT = 'eyJhbGciOiJSUzUxMiJ9.eyJzdWIiOiI5MDAwMDAwMDA5In0.c2lnbmF0dXJlc2lnbmF0dXJl';
const HOLDERS = ['x', 'nhsNumber', 'nhs_number', 'NHS-Number', 'NHSNumber', 'patientNhsNo'];
const SEARCHES = [
  'family',
  'given',
  'name:contains',
  'family:exact',
  'patient.family',
  'subject:Patient.name',
  'address',
];

const said = (title: string, message: string, ...planted: string[]): Variant => ({
  title,
  record: { message },
  planted,
});
const held = (title: string, record: object, ...planted: string[]): Variant => ({ title, record, planted });

export const VARIANTS: readonly Variant[] = [
  ...GAPS.flatMap((gap) => {
    const written = groups.join(gap);
    const halves = [groups[0] + gap + groups[1], groups[1] + gap + groups[2]] as const;
    return [
      said(`NHS number with ${JSON.stringify(gap)}`, `lookup of ${written} done`, written, ...halves),
      said(`labelled NHS number with ${JSON.stringify(gap)}`, `nhsNumber=${written}`, written, ...halves),
      held(`only an NHS number with ${JSON.stringify(gap)}`, { items: ['x', written] }, written),
    ];
  }),
  ...[
    `NHS${number}`,
    `id${number}x`,
    `patient_${number}_a.pdf`,
    `urn:nhs:number:${number}`,
    `nhs-number/${number}`,
  ].map((text) => said(text, `see ${text}.`, number)),
  ...[shifted(number, 0x660), shifted(number, 0x966), shifted(groups.join(' '), 0xff10), escaped(number)].map((text) =>
    said(`digits as ${text}`, `see ${text}.`, text),
  ),
  ...HOLDERS.map((name) => held(`as a number in ${name}`, { [name]: Number(number) }, number)),
  held('deep in arrays', { a: { b: [[{ c: number }], [[Number(number)]]] } }, number),
  ...DATES.flatMap((date) =>
    ['DOB ', 'DOB: ', 'dob=', 'date of birth ', 'born on ', 'D.O.B. '].map((label) =>
      said(`${label}${date}`, `x ${label}${date} end`, date),
    ),
  ),
  ...POSTCODES.map((code) => said(`postcode ${code}`, `postcode ${code} found`, code)),
  ...EMAILS.map((email) => said(email, `mail to ${email} sent`, email)),
  ...PHONES.map((phone) => said(phone, `rang ${phone} twice`, phone.slice(-6))),
  ...IPS.map((ip) => said(ip, `from ${ip} now`, ip)),
  ...NATIONAL_INSURANCE.flatMap((text) => [
    said(text, `contributions of ${text} checked`, text),
    held(`only ${text}`, { detail: text }, text),
  ]),
  ...['lastName -> Okonkwo', 'lastName=>Okonkwo', '"family" -> "Okonkwo"'].map((text) =>
    said(text, `mapped ${text}, done`, 'Okonkwo'),
  ),
  ...URL_GAPS.map((gap) =>
    said(`a query with ${gap}`, `GET /x?nhsNumber=${groups.join(gap)}&a=b`, groups[0] ?? '', groups[2] ?? ''),
  ),
  said('an encoded name in a query', 'GET /x?family=Van%20Berg&a=b', 'Van', 'Berg'),
  ...SEARCHES.map((name) => held(name, { queryString: `${name}=Okonkwo&_count=3` }, 'Okonkwo')),
  held('parameters', { queryStringParameters: { name: 'Okonkwo', city: 'Leeds' } }, 'Okonkwo', 'Leeds'),
  held('many parameters', { multiValueQueryStringParameters: { family: ['Okonkwo'] } }, 'Okonkwo'),
  held('pairs', { params: [['family', 'Okonkwo']] }, 'Okonkwo'),
  held('raw headers', { rawHeaders: ['Cookie', 'sid=abc123', 'X-Api-Key', 'def456'] }, 'abc123', 'def456'),
  held('headers of any case', { headers: { COOKIE: 's=abc123', 'x-API-key': 'def456' } }, 'abc123', 'def456'),
  ...GROUPINGS.map((text) => said(`an NHS number as ${text}`, `no match for ${text} (3)`, text, text.slice(-6))),
  ...SHOWN_NAMES.map((text) =>
    said(
      text,
      `opened ${text} today`,
      ...text
        .replace(/\(.*/, '')
        .split(/[ ,]+/)
        .filter((word) => word.length > 3),
    ),
  ),
  ...RECORD_NUMBERS.map((text) => said(text, `no ${text} found`, /\S*$/.exec(text)?.[0] ?? '')),
  ...BIRTH_FIELDS.flatMap((name) => [
    held(`${name} as a field`, { [name]: '1980-01-31T10:30:00Z' }, '1980', '10:30'),
    said(`${name} in text`, `saved ${name}: 1980-01-31 for it`, '1980'),
    said(`${name} in a query`, `GET /x?${name}=1980-01-31&a=b`, '1980'),
  ]),
  ...[...NAME_FIELDS, ...RECORD_FIELDS].flatMap((name) => [
    held(`${name} as a field`, { [name]: 'OKONKWO7' }, 'OKONKWO7'),
    said(`${name} in text`, `saved ${name}: OKONKWO7 for it`, 'OKONKWO7'),
    said(`${name} in a query`, `GET /x?${name}=OKONKWO7&a=b`, 'OKONKWO7'),
  ]),
  ...ENCODINGS.flatMap((encode) =>
    [number, groups.join(' '), 'a.b@example.org', 'born 1971-04-09', `Patient/${number}`].map((text) =>
      said(`${text} as ${encode(text)}`, `next ${encode(text)} there`, encode(text)),
    ),
  ),
  ...UNKNOWN_SHAPES.map(([text, ...rest]) => said(text ?? '', text ?? '', ...rest)),
  ...SECRETS_IN_URLS.map(([text, secret]) => said(text, `connecting to ${text} failed`, secret)),
  ...CHOSEN_IDS.flatMap((id) => [
    ...['requestId', 'xRequestId', 'correlationId', 'X-Correlation-ID'].map((name) =>
      held(`${id} in ${name}`, { [name]: id }, id),
    ),
    said(`${id} in text`, `request ${id} failed`, id),
  ]),
  ...[...IN_PATHS, ...OWN_SECRETS].flatMap((text) =>
    ['path', 'url', 'requestPath', 'referer'].map((name) =>
      held(`${text} in ${name}`, { [name]: `/files/${text}/_history` }, text.slice(-8)),
    ),
  ),
  ...OWN_SECRETS.flatMap((secret) =>
    ['applicationId', 'clientId', 'kid', 'route', 'requestId', 'userAgent', secret].map((name) =>
      held(`${secret} in ${name}`, { [name]: secret }, secret.slice(-12)),
    ),
  ),
  ...['OKONKWO', '9434765919', 'MRS', 'get patient', 'PATIENT', 'DELETE9434765919'].flatMap((text) =>
    ['method', 'httpMethod', 'http_method', 'requestMethod'].map((name) =>
      held(`${text} as ${name}`, { [name]: text }, text),
    ),
  ),
  said('prose', 'MRS MARGARET OKONKWO of 12 Highfield Road, Leeds', 'OKONKWO', 'Highfield', 'Leeds'),
  said(
    'several lines',
    `NHS No: ${groups.join(' ')}\nName: Margaret Okonkwo\nAddress: 1 High St`,
    'Okonkwo',
    'High St',
  ),
  ...[JWT, `Bearer ${JWT}`, encodeURIComponent(`Bearer ${JWT}`), `id_token=${JWT}`].map((text) =>
    said('a token', `refused ${text}`, JWT.slice(30, 50), JWT.slice(-20)),
  ),
  said('keys', 'AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', 'AKIAIO', 'wJalr', 'EXAMPLEKEY'),
  said('a named key', 'api key 34df1e1b-4331-495d-82c7-e63e979d0edf', '34df1e1b'),
  said('a cookie', 'Set-Cookie: sid=abc123; Path=/', 'abc123'),
  ...['LS1 4AP dob 1971-04-09', 'a.b@example.org', 'ip 81.2.69.142 x', `Patient/${number}`, `{"n":"${number}"}`].map(
    (text) => said(`base64 of ${text}`, `next cursor=${base64(text)}`, base64(text).slice(0, 12)),
  ),
  said('base64 twice', base64(base64(`Patient/${number}`)), base64(base64(`Patient/${number}`))),
  held('FHIR', patient, ...ofPatient),
  held('FHIR in a field', { payload: patient }, ...ofPatient),
  held('FHIR in a string', { detail: JSON.stringify(patient) }, ...ofPatient),
  held('FHIR in a string in a string', { a: JSON.stringify({ b: JSON.stringify(patient) }) }, ...ofPatient),
  held('FHIR, indented', { detail: JSON.stringify(patient, null, 2) }, ...ofPatient),
  held('FHIR, percent-encoded', { detail: encodeURIComponent(JSON.stringify(patient)) }, ...ofPatient),
  held('FHIR, cut off', { detail: `stored ${JSON.stringify(patient).slice(0, -4)}` }, ...ofPatient),
  said('XML', xml, ...ofXml),
  said('XML with entities', xml.replace(/</g, '&lt;').replace(/>/g, '&gt;'), ...ofXml),
  said('HL7 v2', hl7, ...ofHl7),
  said('HL7 v2, line feeds', hl7.replace(/\r/g, '\n'), ...ofHl7),
]; // prettier-ignore
