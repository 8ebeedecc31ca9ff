import { randomFrom, syntheticNhsNumber } from './planted-corpus';

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
  'ip-81-2-69-142.eu-west-2.compute.internal',
  'host-81-2-69-142.range.example.net',
]; // prettier-ignore
const URL_GAPS = [' ', '\n', '+', '%20', '%2520', '%2D', '%E2%80%91', '%C2%A0', '%25C2%25A0'];
const NATIONAL_INSURANCE = ['AB123456C', 'AB 12 34 56 C', 'QQ123456C', 'AB%20123456%20C'];
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

/** Texts that look like personal data and are none. */
export const LOOK_ALIKES: readonly string[] = [
  '1234567890',
  'order 9434765918',
  '20/Nov/2025:00:53:20 +0000',
  '2026-11-20T10:00:07Z',
  '2026-11-20 10:00:07',
  '1763599753',
  '1763599753123',
  'RHM05',
  'A81001',
  'Y02436',
  '38341003',
  '999000000103',
  '39732311000001104',
  'Root=1-5759e988-bd862e3fe1be46a994272793',
  '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  '9885efca-19a4-431f-9a36-b1cd50c430ad',
  'SystmOne-FHIR/10.2.14.3',
  'version 10.2.14.3',
  'validator@1.2.3',
  'S3 5XX',
  'HTTP/1.1',
  'arn:aws:lambda:eu-west-2:123456789012:function:x',
  '12:34:56',
  'std::vector',
  '200000368184',
  'http://snomed.info/sct|38341003',
  'application/fhir+json; version=1',
  'order AB1234567',
  'p99=123ms took 45.6ms',
  'node:internal/modules/esm/loader:606:24',
  '2.16.840.1.113883.2.1.4.1',
  'W/"3"',
  'jdk-17.0.11+9',
  'ICD F32.1',
  'sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  'build 20261120.3',
  '2026.11.20',
  'TLSv1.2 ECDHE-RSA-AES128-GCM-SHA256',
  'Fri, 20 Nov 2026 10:00:07 GMT',
  'missing family, given',
  'Endpoint timed out',
  'ip-10-0-0-1.eu-west-2.compute.internal',
  'jdk17.0.1.2',
  'v10.2.14.3',
  'gateway_v10.2.14.3',
  'state: open -> closed',
  'status => 200',
  'commit ab123456c',
  'release-10-2-14-3',
]; // prettier-ignore
