import type { PersonalKind } from '../redaction';

type Names = Partial<Record<PersonalKind, readonly string[]>>;

/** Field names that say by themselves that the value is personal, lower case and without punctuation. */
const WHOLE: Names = {
  'nhs-number': ['nhs', 'nhsno', 'nhsnum', 'nnn', 'chi', 'chinumber', 'hcnumber'],
  'patient-id': [
    'patientid',
    'subjectid',
    'mrn',
    'mrnumber',
    'medicalrecordnumber',
    'casenotenumber',
    'pasnumber',
    'pasid',
    'unitnumber',
    'nino',
    'ni',
    'hospitalnumber',
    'localpatientid',
    'ninumber',
    'nationalinsurancenumber',
  ],
  'date-of-birth': [
    'dob',
    'yob',
    'born',
    'bornon',
    'bornat',
    'dateborn',
    'deceased',
    'deathdate',
    'died',
    'diedon',
    'dod',
  ],
  name: [
    'family',
    'given',
    'fullname',
    'patientname',
    'username',
    'displayname',
    'maidenname',
    'nextofkin',
    'nok',
    'knownas',
    'alias',
  ],
  address: ['address', 'street', 'homeaddress'],
  telecom: ['telecom'],
  phone: ['tel', 'fax', 'sms', 'msisdn', 'contactnumber'],
  ip: [
    'ip',
    'sourceip',
    'clientip',
    'remoteip',
    'ipaddress',
    'remoteaddr',
    'remoteaddress',
    'xforwardedfor',
    'xrealip',
  ],
  'user-id': ['nhsdsessionurid', 'sessionurid', 'urid', 'userid', 'useruuid', 'sub', 'actoruserid'],
  cookie: ['cookie', 'cookies', 'setcookie'],
  credential: [
    'authorization',
    'proxyauthorization',
    'auth',
    'bearer',
    'token',
    'session',
    'sessionid',
    'sid',
    'assertion',
    'samlresponse',
    'codeverifier',
    'authorizationcode',
    'otp',
    'pin',
    'pwd',
    'pass',
    'sig',
    'hmac',
    'xamzsecuritytoken',
    'passwd',
  ],
  'api-key': ['apikey', 'xapikey', 'accesskey', 'awsaccesskeyid', 'accesskeyid'],
  body: ['body', 'rawbody', 'requestbody', 'responsebody', 'form', 'formdata', 'requestbodystring'],
}; // prettier-ignore

/** Stems that make any longer name personal (`patientNhsNumber`, `home_phone_number`). */
const STEMS: Names = {
  'nhs-number': ['nhsnumber'],
  'date-of-birth': ['birth', 'dateofdeath', 'deathdate', 'deathtime', 'deceasedon', 'deceaseddate'],
  postcode: ['postcode', 'postalcode'],
  address: ['addressline'],
  email: ['email'],
  phone: ['telephone', 'phone', 'mobile'],
  name: ['surname', 'forename', 'familyname', 'givenname', 'firstname', 'lastname', 'middlename'],
  credential: ['password', 'secret', 'privatekey', 'clientassertion'],
  'api-key': ['apikey'],
};

/** What a FHIR search parameter or a web form's field means by these names; elsewhere they are too general. */
const SEARCHED: Names = {
  name: ['name', 'phonetic'],
  address: ['addresscity', 'addressstate', 'addresscountry', 'addressuse', 'city', 'town', 'county'],
  'patient-id': ['patient', 'subject', 'person', 'beneficiary', 'individual'],
  'free-text': ['q', 'query', 'search', 'term', 'text', 'content'],
  credential: ['code'],
};

const table = (names: Names): Map<string, PersonalKind> =>
  new Map(Object.entries(names).flatMap(([kind, list]) => list.map((name) => [name, kind as PersonalKind])));

const WHOLE_KINDS = table(WHOLE);
const STEM_KINDS = [...table(STEMS)];
const SEARCHED_KINDS = table(SEARCHED);

/** Lower case, without punctuation and without markers, which name a class and are not the field's own name. */
export const normalised = (name: string): string => name.toLowerCase().replace(/\[[a-z-]+\]|[^a-z0-9]/g, '');

/** `hospital_no`, `patientNumber`: what a hospital numbers, and the number. */
const NUMBER_OF_RECORD = /mrn$|(?:patient|hospital|hosp|chart|casenotes?|medicalrecord)(?:no|num|number)$/;
/** `carerName`, `mothers_maiden_name`: who is named, or by which of their names. */
const NAME_OF_PERSON =
  /(?:patient|person|carer|guardian|mother|father|parent|spouse|partner|kin|nok|relative|contact|practitioner|clinician|doctor|nurse|gp|preferred|previous|former|legal|maiden)s?(?:full)?names?$/;

/** The kind of personal data that a field of this normalised name holds, whatever the value looks like. */
export function personalName(name: string): PersonalKind | undefined {
  const kind = WHOLE_KINDS.get(name);
  if (kind) return kind;
  // `apiKeyId` and `tokenType` tell about a credential and are not one.
  if (/(?:id|type|count|latency|status|url|uri|endpoint|length)$/.test(name)) return undefined;
  if (name.endsWith('token')) return 'credential';
  if (/nhsno$|nhsnum$/.test(name)) return 'nhs-number';
  if (/^dob|dob$/.test(name)) return 'date-of-birth';
  if (NUMBER_OF_RECORD.test(name)) return 'patient-id';
  if (NAME_OF_PERSON.test(name)) return 'name';
  if (/(?:signature|credential)s?$/.test(name)) return 'credential';
  return STEM_KINDS.find(([stem]) => name.includes(stem))?.[1];
}

/**
 * The same for a search parameter, with its modifier (`family:exact`), chain (`patient.name`) or type
 * (`subject:Patient.birthdate`) taken off. A `code` with a system (`http://snomed.info/sct|…`) is no OAuth code:
 * its caller looks at the value.
 */
export function searchedName(name: string): PersonalKind | undefined {
  const link = name.slice(name.lastIndexOf('.') + 1);
  const [parameter = ''] = link.split(':');
  const plain = normalised(parameter);
  return SEARCHED_KINDS.get(plain) ?? personalName(plain) ?? personalName(normalised(link));
}
