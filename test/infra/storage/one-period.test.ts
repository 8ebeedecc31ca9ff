import { Stack } from 'aws-cdk-lib';
import { AccountRootPrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { makeDeleteExpiredLogs } from '../../../domain/logs/expiry/delete-expired-logs';
import type { RegistryEntry } from '../../../domain/publishing/registry-entry';
import { registryEntry } from '../../../domain/publishing/registry-entry';
import { environmentNamed } from '../../../lib/config/environments';
import { settlePublication } from '../../../lib/constructs/api-proxy/settle-publication';
import { OperationalLogBucket } from '../../../lib/constructs/storage/operational-log-bucket';
import { aRegistryEntry } from '../../builders';
import { MemoryLogObjects } from '../../memory/memory-log-objects';
import { anOpenApiFile, read } from '../../unit/api-definition/an-openapi-file';
import { anApp } from '../an-app';

const days = 60;

// The period alone is another; everything below reads it as it does the platform's own.
jest.mock('../../../domain/retention/periods', () => ({
  ...jest.requireActual('../../../domain/retention/periods'),
  recordsKeptForDays: 60,
  longestLogRetentionHours: 60 * 24,
}));

describe('where access records are kept for another period', () => {
  test('the bucket keeps them for that', () => {
    const app = anApp({ context: {} });
    const stack = new Stack(app, 'Stores', { env: { region: 'eu-west-2', account: '111122223333' } });
    const people = new AccountRootPrincipal();
    const accessLogs = Bucket.fromBucketName(stack, 'AccessLogs', 'access-logs');
    const key = new Key(stack, 'Key');
    new OperationalLogBucket(stack, 'Logs', { key, retain: false, accessLogs, people });
    const { Resources } = app.synth().getStackByName('Stores').template;
    const rules = Object.values<{ Type: string; Properties: { LifecycleConfiguration?: { Rules: object[] } } }>(
      Resources,
    )
      .filter(({ Type }) => Type === 'AWS::S3::Bucket')
      .flatMap(({ Properties }) => Properties.LifecycleConfiguration?.Rules ?? []);
    expect(rules).toContainEqual(expect.objectContaining({ ExpirationInDays: days }));
    expect(rules).not.toContainEqual(expect.objectContaining({ ExpirationInDays: 90 }));
  });

  test('no registration may ask for more, and the rule says so', async () => {
    const of = (logRetentionHours: number) =>
      registryEntry.safeParse({ ...aRegistryEntry(), logRetentionHours }).success;
    expect([of(days * 24), of(days * 24 + 1)]).toEqual([true, false]);
  });

  test('the sweep leaves to the bucket who keeps them for all of it, and deletes for who keeps them less long', async () => {
    const key = (api: string) => `api=${api}/year=2026/month=01/day=05/hour=10/a.gz`;
    const objects = new MemoryLogObjects({ [key('whole')]: [], [key('less')]: [] });
    const entry = (api: string, logRetentionHours: number): RegistryEntry => ({
      ...aRegistryEntry(),
      api,
      logRetentionHours,
    });
    const registry = { list: async () => [entry('whole', days * 24), entry('less', days * 24 - 1)] };
    const clock = { now: () => new Date('2026-12-01T00:00:00Z') };
    expect(await makeDeleteExpiredLogs({ registry, objects, clock })()).toMatchObject({ apis: 1, deleted: 1 });
  });

  test('an API that states nothing keeps them for that, and one that states more is told how long', async () => {
    const publisher = { organisation: 'NHS England', thirdParty: true, dataController: 'A', legalBasis: 'B' };
    const stated = { specification: read(anOpenApiFile()), publisher, target: 'https://backend.example' };
    const settled = (more: object) => settlePublication({ ...stated, ...more }, environmentNamed('int'));
    expect(settled({}).logRetentionHours).toBe(days * 24);
    expect(() => settled({ logRetentionHours: days * 24 + 1 })).toThrow('whole hours from 1 to 1440 (60 days)');
  });
});
