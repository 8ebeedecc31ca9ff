import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../eventually';
import { filesHolding, operationalBucket } from './operational-logs';
import { describeWithRealSpecifications, type Platform, realSpecifications, startPlatform } from './platform';
import { applicationToken, bearer } from './sign-in';

const patient = '9000000009';

describeWithRealSpecifications('a call leaves one redacted record, and it ages out', () => {
  let platform: Platform;
  let bucket: Awaited<ReturnType<typeof operationalBucket>>;

  beforeAll(async () => {
    platform = await startPlatform({ specs: realSpecifications });
    bucket = await operationalBucket(platform);
  });
  afterAll(() => platform?.stop());

  const call = async (path: string) =>
    fetch(`${platform.api}${path}`, { headers: bearer(await applicationToken(platform.application())) });

  test('the record has the path template, status, latency, application and request id, and never the number', async () => {
    const response = await call(
      `/personal-demographics/FHIR/R4/Patient/${patient}?family=Journeyfamily&ref=${randomUUID()}`,
    );
    expect(response.status).toBe(200);
    await platform.control('/_dip/flush', {});

    const records = await bucket.records('api=personal-demographics-fhir-r4/');
    expect(records).toEqual([
      expect.objectContaining({
        route: '/Patient/{id}',
        method: 'GET',
        status: 200,
        responseLatency: expect.any(Number),
        application: platform.application().clientId,
        requestId: response.headers.get('x-request-id'),
      }),
    ]);
    expect(filesHolding(join(platform.state), 'Journeyfamily')).toEqual([]);
  });

  test('the number of the patient stands in no file that the platform keeps', () => {
    expect(filesHolding(platform.state, patient)).toEqual([]);
  });

  test("the relay's own log line joins the id that the caller chose to the record's", async () => {
    const id = randomUUID();
    const headers = { ...bearer(await applicationToken(platform.application())), 'x-request-id': id };
    const response = await fetch(`${platform.api}/personal-demographics/FHIR/R4/Patient/${patient}`, { headers });
    expect(response.headers.get('x-request-id')).toBe(id);
    const made = response.headers.get('x-amzn-requestid');
    const lines = () =>
      filesHolding(join(platform.state, 'logs'), id).flatMap((file) => readFileSync(file, 'utf8').split('\n'));
    await eventually(() =>
      expect(lines().filter((line) => line.includes(id))).toEqual([expect.stringContaining(String(made))]),
    );
  });

  test('an anonymous API leaves a record with no personal field', async () => {
    await fetch(`${platform.api}/growth-charts/reference-data`);
    await platform.control('/_dip/flush', {});
    for (const record of await bucket.records('api=growth-charts/')) {
      expect(Object.keys(record)).not.toEqual(expect.arrayContaining(['ip']));
      expect(record).not.toHaveProperty('application');
    }
    expect(await bucket.keys('api=growth-charts/')).not.toEqual([]);
  });

  test('after 73 hours the records of growth-charts are gone and the others stand; after 91 days all are gone', async () => {
    const made = await bucket.keys('api=');
    await platform.control('/_dip/clock', { advance: 'PT73H' });
    expect(await bucket.keys('api=growth-charts/')).toEqual([]);
    expect(await bucket.keys('api=personal-demographics-fhir-r4/')).not.toEqual([]);
    await platform.control('/_dip/clock', { advance: 'P88D' });
    const left = await bucket.keys('api=');
    // The prober has called meanwhile.
    expect(left.filter((key) => made.includes(key))).toEqual([]);
  });
});
