import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { anonymousParquet } from '../../adapters/node/anonymous-parquet';
import { linesOf } from '../../adapters/node/lines-of';
import { hourOf, makeAnonymiseHour } from '../../domain/logs/anonymisation/anonymise-hour';
import { anonymity } from '../../domain/logs/anonymisation/anonymity';
import type { Figure } from './figure';
import { sized } from './size';

const records = sized(200_000, 1_000);
const key = 'api=bench/year=2026/month=01/day=31/hour=10/a.gz';
const rounds = sized(3, 1);

/** From a gzipped log object to Parquet, against reading the same lines as JSON and no more. Records a second. */
export async function measure(): Promise<Figure[]> {
  const zipped = gzipSync(Array.from({ length: records }, (_, n) => aRecord(n)).join('\n'));
  const [anonymised, parsed] = [await best(() => anonymise(zipped)), await best(async () => parse(zipped))];
  return [
    {
      name: 'anonymiser',
      value: Math.round(anonymised),
      unit: 'records/s',
      against: 'gunzip + JSON.parse of the same lines',
      ratio: Math.round((anonymised / parsed) * 100) / 100,
    },
  ];
}

async function anonymise(zipped: Buffer): Promise<void> {
  const anonymiseHour = makeAnonymiseHour({
    source: {
      list: async function* () {
        yield [key];
      },
      read: async () => linesOf(Readable.from([zipped])),
    },
    rows: { write: async (_file, rows) => void anonymousParquet(rows) },
    smallestGroup: anonymity.smallestGroup,
    nameOf: (hour) => hour,
    clock: { now: () => new Date() },
  });
  await anonymiseHour(hourOf(key) ?? '');
}

function parse(zipped: Buffer): void {
  for (const line of gunzipSync(zipped).toString().split('\n')) JSON.parse(line);
}

/** The fastest of a few rounds, as others on the machine only ever slow one down. */
async function best(work: () => Promise<void>): Promise<number> {
  let fastest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    await work();
    fastest = Math.min(fastest, performance.now() - start);
  }
  return records / (fastest / 1000);
}

const routes = ['/Patient', '/Patient/{id}', '/Patient/{id}/RelatedPerson', '/MedicationRequest/{id}'];

const aRecord = (n: number): string =>
  JSON.stringify({
    ...{
      record: 'access',
      api: 'bench',
      anonymous: false,
      requestId: randomUUID(),
      extendedRequestId: 'Zz1AbCdEfGhIjKl=',
    },
    ...{ time: Date.parse('2026-01-31T10:00:00Z') + n * 10, apiId: 'a1b2c3d4e5', stage: 'live', method: 'GET' },
    ...{ route: routes[n % routes.length], protocol: 'HTTP/1.1', status: n % 50 ? 200 : 404, responseLatency: n % 900 },
    ...{ responseLength: n % 5000, integrationLatency: n % 850, mode: 'app-level3', tlsVersion: 'TLSv1.3' },
    ...{ application: '7f5c0c1e-4a8e-4b9a-9f5e-0a4d3c2b1a00', organisationType: 'supplier', ip: '[ip]' },
    userAgent: 'EMIS-Web/9.1.12.7',
  });
