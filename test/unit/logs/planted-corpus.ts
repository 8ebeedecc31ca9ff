/** A seeded corpus of the project's own: log lines with personal data planted in them, and look-alikes beside it. */
export interface PlantedLine {
  readonly line: string;
  /** Texts of which nothing may be left. */
  readonly planted: readonly string[];
  /** Texts that must stay. */
  readonly lookAlikes: readonly string[];
}

/** Mulberry32: small, seeded, good enough to vary examples. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** An NHS number of the range 9xx that is kept for tests, with its check digit. */
export function syntheticNhsNumber(random: () => number): string {
  for (;;) {
    const nine = `9${digits(random, 8)}`;
    const sum = [...nine].reduce((total, digit, place) => total + (10 - place) * Number(digit), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check !== 10) return nine + check;
  }
}

const digits = (random: () => number, count: number): string =>
  Array.from({ length: count }, () => Math.floor(random() * 10)).join('');
const hex = (random: () => number, count: number): string =>
  Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join('');
const pick = <T>(random: () => number, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
const uuid = (random: () => number): string =>
  `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-a${hex(random, 3)}-${hex(random, 12)}`;

const spellings = (n: string): string[] => {
  const groups = [n.slice(0, 3), n.slice(3, 6), n.slice(6)];
  return [n, ...[' ', '-', '\u00a0', '+', '%20', '%2520', '\u2011'].map((gap) => groups.join(gap))];
};

type Plant = (random: () => number) => { record: object; planted: string[]; lookAlikes?: string[] };

const inMessage = (message: string, planted: string[], lookAlikes: string[] = []) => ({
  record: { level: 'INFO', message },
  planted,
  lookAlikes,
});

const PLANTS: readonly Plant[] = [
  (random) => {
    const number = syntheticNhsNumber(random);
    const spelling = pick(random, spellings(number));
    return inMessage(`no match for ${spelling} (attempt 3)`, [spelling, number], ['attempt 3']);
  },
  (random) => {
    const number = syntheticNhsNumber(random);
    return {
      record: { path: `/pds/FHIR/R4/Patient/${number}/RelatedPerson` },
      planted: [number],
      lookAlikes: ['/pds/FHIR/R4/Patient/'],
    };
  },
  (random) => {
    const number = syntheticNhsNumber(random);
    const value = `https%3A%2F%2Ffhir.nhs.uk%2FId%2Fnhs-number%7C${number}`;
    return { record: { queryString: `identifier=${value}&_count=20` }, planted: [number], lookAlikes: ['_count=20'] };
  },
  (random) => {
    const number = syntheticNhsNumber(random);
    const wrong = number.slice(0, 9) + ((Number(number[9]) + 1) % 10);
    return inMessage(`NHS number: ${wrong} rejected`, [wrong], ['rejected']);
  },
  (random) => {
    const number = syntheticNhsNumber(random);
    const cursor = Buffer.from(JSON.stringify({ after: `Patient/${number}` })).toString('base64url');
    return inMessage(`next=${cursor}`, [number, cursor]);
  },
  (random) => {
    const family = pick(random, ["O'Brien", 'Müller', 'Featherstonehaugh', 'Anne-Marie']);
    const query = `family=${encodeURIComponent(family)}&birthdate=eq1971-04-0${1 + Math.floor(random() * 9)}&gender=female`;
    return {
      record: { rawQueryString: query },
      planted: [family, encodeURIComponent(family), '1971-04'],
      lookAlikes: ['gender=female'],
    };
  },
  (random) => {
    const birth = pick(random, [
      '1971-04-09',
      '09/04/1971',
      '9 April 1971',
      '09-Apr-1971',
      '09%2F04%2F1971',
      '19710409',
    ]);
    return inMessage(`DOB ${birth}, retried at 2026-11-20T10:00:07Z`, [birth], ['2026-11-20T10:00:07Z']);
  },
  (random) => {
    const postcode = pick(random, ['SW1A 1AA', 'LS1 4AP', 'm1 1ae', 'EC1A+1BB', 'CF10%203NQ', 'EH11YZ']);
    return inMessage(`postcode=${postcode} ods=RHM05 code=S3 5XX`, [postcode], ['RHM05', 'S3 5XX']);
  },
  (random) => {
    const email = `${hex(random, 6)}.person@mail.example.org`;
    const written = pick(random, [email, email.replace('@', '%40'), email.replace('@', '%2540')]);
    return inMessage(`sent to ${written} with validator@1.2.3`, [written, email], ['validator@1.2.3']);
  },
  (random) => {
    const phone = pick(random, [
      '07700 900123',
      '+44 7700 900123',
      '+447700900123',
      '(0113) 496 0000',
      '020 7946 0999',
    ]);
    return inMessage(`called ${phone} about 200000368184`, [phone], ['200000368184']);
  },
  (random) => {
    const ip = pick(random, ['81.2.69.142', '2a02:f73:f7::ee0:fd9b', '::ffff:81.2.69.142', '2001:db8:1:2:3:4:5:6']);
    return inMessage(`refused ${ip} for SystmOne-FHIR/10.2.14.3`, [ip], ['SystmOne-FHIR/10.2.14.3']);
  },
  (random) => {
    const token = `eyJhbGciOiJSUzUxMiJ9.${Buffer.from(hex(random, 40)).toString('base64url')}.${hex(random, 80)}`;
    return {
      record: { headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' } },
      planted: [token, token.slice(0, 40)],
      lookAlikes: ['application/json'],
    };
  },
  (random) => {
    const secret = uuid(random);
    return inMessage(`rate limit for key ${secret}`, [secret], ['rate limit']);
  },
  (random) => {
    const key = `AKIA${'ABCDEFGHIJKLMNOP'}`;
    const session = hex(random, 32);
    return { record: { detail: `used ${key}`, headers: { Cookie: `session=${session}` } }, planted: [key, session] };
  },
  (random) => {
    const number = syntheticNhsNumber(random);
    return inMessage(
      `PID|1||${number}^^^NHS^NH||Okonkwo^Margaret||19710409|F|||1 High St^^Leeds^^LS1 4AP`,
      [number, 'Okonkwo', 'Margaret', '19710409', 'High St', 'LS1 4AP'],
      ['PID|1|'],
    );
  },
  (random) => {
    const number = syntheticNhsNumber(random);
    const patient = {
      resourceType: 'Patient',
      identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value: number }],
      name: [{ family: 'Okonkwo', given: ['Margaret'] }],
      address: [{ line: ['1 High St'], city: 'Leeds' }],
    };
    return inMessage(
      `stored ${JSON.stringify(patient)}`,
      [number, 'Okonkwo', 'Margaret', 'High St', 'Leeds'],
      ['nhs-number'],
    );
  },
  (random) => {
    const id = uuid(random);
    const trace = `1-${hex(random, 8)}-${hex(random, 24)}`;
    const seconds = 1763599753 + Math.floor(random() * 1000);
    return {
      record: { requestId: id, xray_trace_id: trace, issuedAt: seconds, sha: hex(random, 64), snomed: '38341003' },
      planted: [],
      lookAlikes: [id, trace, String(seconds), '38341003'],
    };
  },
]; // prettier-ignore

const AGENTS = ['curl/8.9.1', 'Apache-HttpClient/5.3.1 (Java/17.0.11)', 'SystmOne-FHIR/10.2.14.3', 'node'];
const ROUTES = ['/pds/{proxy+}', '/booking/FHIR/R4/Slot', '/referrals/FHIR/R4/ServiceRequest/{id}', '/_ping'];

/** What a gateway says of every request, and holds nothing personal. */
function gatewayFields(random: () => number): object {
  const at = 1_763_599_753_000 + Math.floor(random() * 1e9);
  return {
    extendedRequestId: `${hex(random, 15)}=`,
    requestTimeEpoch: at,
    timestamp: new Date(at).toISOString(),
    apiId: hex(random, 10),
    stage: pick(random, ['live', 'int']),
    httpMethod: pick(random, ['GET', 'POST']),
    resourcePath: pick(random, ROUTES),
    protocol: 'HTTP/1.1',
    status: '200',
    responseLength: digits(random, 4),
    responseLatency: digits(random, 3),
    integrationLatency: digits(random, 3),
    userAgent: pick(random, AGENTS),
    xrayTraceId: `Root=1-${hex(random, 8)}-${hex(random, 24)}`,
    authorizer: { principalId: hex(random, 12).replace(/\d{4,}/g, 'a'), latency: 12, odsCode: 'RHM05' },
    error: { message: '-', responseType: '-' },
  };
}

export function* plantedCorpus(lines: number, seed: number): Generator<PlantedLine> {
  const random = randomFrom(seed);
  for (let index = 0; index < lines; index++) {
    const { record, planted, lookAlikes = [] } = (PLANTS[index % PLANTS.length] as Plant)(random);
    const requestId = uuid(random);
    const line = JSON.stringify({ requestId, ...gatewayFields(random), sourceIp: '81.2.69.142', ...record });
    yield {
      line,
      planted: [...planted, '81.2.69.142'],
      lookAlikes: [...('requestId' in record ? [] : [requestId]), ...lookAlikes],
    };
  }
}
