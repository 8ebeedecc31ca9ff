import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { retention } from '../../../domain/retention/retention';
import { environmentSchema } from '../../../lib/config/environment';
import { environmentNamed } from '../../../lib/config/environments';
import { burnRates, errorBudget } from '../../../lib/config/operations';
import { synthesised } from '../synthesised';

const names = ['local', 'internal-dev', 'int', 'prod'];
const templates = new Map<string, Template>();
const templateOf = (environment: string) => templates.get(environment) ?? Template.fromJSON({});

beforeAll(async () => {
  const { folder } = await synthesised();
  for (const name of names) {
    const template = readFileSync(join(folder, `${name}-Operations.template.json`), 'utf8');
    templates.set(name, Template.fromJSON(JSON.parse(template)));
  }
}, 300_000);

// biome-ignore lint/suspicious/noExplicitAny: a template's properties have as many shapes as CloudFormation has types
type Properties = any;
const propertiesOf = (type: string, environment = 'int'): [id: string, properties: Properties][] =>
  Object.entries(templateOf(environment).findResources(type)).map(([id, { Properties }]) => [id, Properties]);
const alarmsOf = (environment: string) =>
  ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'].flatMap((type) => propertiesOf(type, environment));
const alarm = (name: string, environment = 'int'): Properties =>
  alarmsOf(environment).find(([, { AlarmName }]) => AlarmName === `${environment}-${name}`)?.[1];

describe('an alarm', () => {
  test.each(names)('of %s tells someone: the topic itself, or through the one composite alarm over it', (name) => {
    const alarms = alarmsOf(name);
    expect(alarms.length).toBeGreaterThan(15);
    const composites = JSON.stringify(
      propertiesOf('AWS::CloudWatch::CompositeAlarm', name).map(([, one]) => one.AlarmRule),
    );
    for (const [id, { AlarmName, AlarmActions, ActionsEnabled, OKActions }] of alarms) {
      const isHalf = composites.includes(`"${id}"`);
      expect([AlarmName, isHalf, AlarmActions?.length, OKActions?.length]).toEqual(
        isHalf ? [AlarmName, true, undefined, undefined] : [AlarmName, false, 1, 1],
      );
      expect(ActionsEnabled).toBe(true);
    }
  });

  test.each(names)('of %s says what no data means, and where its runbook is', (name) => {
    for (const [, { AlarmName, AlarmDescription, TreatMissingData, AlarmRule }] of alarmsOf(name)) {
      if (!AlarmRule) expect([AlarmName, TreatMissingData]).toEqual([AlarmName, expect.stringMatching(/reaching$/)]);
      const [, runbook] = /Runbook: https:\/\/docs\.dip\.example\/runbooks\/([\w-]+)$/.exec(AlarmDescription) ?? [];
      expect([AlarmName, existsSync(join(__dirname, '../../../docs/runbooks', `${runbook}.md`))]).toEqual([
        AlarmName,
        true,
      ]);
    }
  });

  test('that nothing can ring has no runbook', () => {
    const described = alarmsOf('int')
      .map(([, { AlarmDescription }]) => AlarmDescription)
      .join();
    const ofNoAlarm = ['README', 'restore-a-table', 'replace-the-monitoring-key', 'rotate-the-signing-keys'];
    const runbooks = readdirSync(join(__dirname, '../../../docs/runbooks')).map((file) => file.replace('.md', ''));
    expect(runbooks.filter((one) => !described.includes(`/${one}`))).toEqual(expect.arrayContaining(ofNoAlarm));
    expect(runbooks.filter((one) => !described.includes(`/${one}`))).toHaveLength(ofNoAlarm.length);
  });

  test.each([
    ['authorizer-throttled', 'Throttles'],
    ['authorizer-slow', 'Duration'],
    ['authorizer-faults', 'AuthorizerFaults-int'],
    ['token-endpoint-faults', '5XXError'],
    ['api-failing-hello-world', '5XXError'],
    ['access-logs-late', 'DeliveryToS3.DataFreshness'],
    ['access-logs-tombstones', 'Tombstones'],
    ['access-logs-unredacted', 'PutRequests'],
    ['anonymiser-faults', 'Errors'],
    ['anonymiser-dead-letters', 'ApproximateNumberOfMessagesVisible'],
    ['hours-not-anonymised', 'NotAnonymised'],
    ['redactor-faults', 'Errors'],
    ['probes-failing', 'ProbeFailed'],
  ])('%s watches %s', (name, metric) => {
    expect(JSON.stringify(alarm(name).Metrics)).toContain(`"MetricName":"${metric}"`);
  });

  test('rings where the prober or the backups fall silent', () => {
    for (const name of ['prober-silent', 'backup-missing']) expect(alarm(name).TreatMissingData).toBe('breaching');
  });

  test('goes to a team, over an encrypted topic that the alarms of this account alone may write to', () => {
    const [[, topic] = []] = propertiesOf('AWS::SNS::Topic');
    expect(topic.KmsMasterKeyId).toBeDefined();
    expect(propertiesOf('AWS::SNS::Subscription').map(([, { Endpoint }]) => Endpoint)).toEqual(
      environmentNamed('int').alarmSubscribers,
    );
    const [[, policy] = []] = propertiesOf('AWS::SNS::TopicPolicy');
    for (const { Effect, Principal, Condition } of policy.PolicyDocument.Statement) {
      if (Effect === 'Allow') expect(Principal).toEqual({ Service: 'cloudwatch.amazonaws.com' });
      expect(Object.keys(Condition)).toEqual(Effect === 'Allow' ? ['ArnLike', 'StringEquals'] : ['Bool']);
    }
  });

  test('of production has somebody to go to, or production has no configuration', () => {
    const prod = { ...environmentNamed('prod'), alarmSubscribers: [] };
    expect(environmentSchema.safeParse(prod).error?.message).toContain('tells someone of its alarms');
  });
});

/** Requests and failures of one minute. */
interface Minute {
  readonly requests: number;
  readonly faults: number;
}

/** The newest `minutes` of a series, as CloudWatch would evaluate a metric alarm over them. */
function rings(half: Properties, series: readonly Minute[]): boolean {
  const [{ Expression }, { MetricStat }] = half.Metrics;
  const window = series.slice(-MetricStat.Period / 60);
  const sum = (of: keyof Minute) => window.reduce((total, minute) => total + minute[of], 0);
  if (sum('requests') === 0) return half.TreatMissingData === 'breaching';
  const evaluate = new Function('IF', 'requests', 'faults', `return ${Expression}`);
  const choose = (condition: boolean, yes: number, no: number) => (condition ? yes : no);
  return evaluate(choose, sum('requests'), sum('faults')) > half.Threshold;
}

const pages = (name: string, series: readonly Minute[]) =>
  ['long', 'short'].every((window) => rings(alarm(`availability-${name}-burn-${window}`), series));

const minutes = (count: number, requests: number, faults: number): Minute[] =>
  Array.from({ length: count }, () => ({ requests, faults }));
const day = minutes(24 * 60, 100, 0);

describe('the front door’s objective of 99.9 %', () => {
  test('burns fast at 14.4 times over an hour and five minutes, slowly at 6 times over six hours and thirty minutes', () => {
    expect(errorBudget).toBe(0.001);
    expect(burnRates.map(({ factor, longMinutes, shortMinutes }) => [factor, longMinutes, shortMinutes])).toEqual([
      [14.4, 60, 5],
      [6, 360, 30],
    ]);
    const threshold = (name: string) => alarm(`availability-${name}`).Threshold;
    expect([threshold('fast-burn-long'), threshold('slow-burn-short')]).toEqual([0.0144, 0.006]);
  });

  test.each<[fault: string, fast: boolean, slow: boolean, series: readonly Minute[]]>([
    ['an outage', true, true, [...day, ...minutes(20, 100, 100)]],
    ['a slow burn', false, true, [...day, ...minutes(360, 100, 1)]],
    ['a blip of one minute', false, false, [...day, ...minutes(1, 100, 50), ...minutes(10, 100, 0)]],
    ['an outage that ended half an hour ago', false, false, [...day, ...minutes(30, 100, 100), ...minutes(31, 100, 0)]],
    ['one failure in little traffic', false, false, [...minutes(360, 0, 0), ...minutes(4, 1, 0), ...minutes(1, 1, 1)]],
    ['an outage in little traffic', true, true, [...minutes(360, 0, 0), ...minutes(10, 1, 1)]],
    ['a share within the budget', false, false, minutes(24 * 60, 10_000, 5)],
    ['no data', false, false, []],
  ])('%s: paged for a fast burn %s, for a slow one %s', (_, fast, slow, series) => {
    expect([pages('fast', series), pages('slow', series)]).toEqual([fast, slow]);
  });
});

describe('the prober', () => {
  test('reads the registry and the monitoring key, and may do nothing else', () => {
    const [[, policy] = []] = propertiesOf('AWS::IAM::Policy');
    const actions = policy.PolicyDocument.Statement.flatMap(({ Action }: { Action: string[] }) => Action);
    expect(actions.filter((action: string) => !action.startsWith('logs:')).sort()).toEqual([
      'dynamodb:Scan',
      'kms:Decrypt',
      'secretsmanager:GetSecretValue',
    ]);
  });

  test.each([
    ['int', 'https://api.int.dip.example{basePath}'],
    ['local', 'http://127.0.0.1:8080{basePath}'],
  ])('of %s calls %s', (name, address) => {
    const [[, prober] = []] = propertiesOf('AWS::Lambda::Function', name);
    expect(prober.Environment.Variables.API_ADDRESS).toBe(address);
  });

  test('of an environment without host names of its own calls API Gateway’s', () => {
    const [[, prober] = []] = propertiesOf('AWS::Lambda::Function', 'internal-dev');
    const address = JSON.stringify(prober.Environment.Variables.API_ADDRESS);
    expect(address).toContain('https://{restApiId}.execute-api.eu-west-2.');
    expect(address).toContain('/{stage}');
  });
});

describe('a backup', () => {
  test.each(names)('of %s is made daily of applications and registry, in the same region, and ages out', (name) => {
    const [[, { BackupPlan: plan }] = []] = propertiesOf('AWS::Backup::BackupPlan', name);
    expect(plan.BackupPlanRule).toEqual([
      expect.objectContaining({
        ScheduleExpression: expect.stringMatching(/^cron\(15 2 \* \* \? \*\)$/),
        Lifecycle: { DeleteAfterDays: retention.backups.keptFor.days },
      }),
    ]);
    expect(JSON.stringify(plan)).not.toContain('Copy');
    const [[, selection] = []] = propertiesOf('AWS::Backup::BackupSelection', name);
    const tables = selection.BackupSelection.Resources.map(
      (one: unknown) => /Stores(\w+?)[0-9A-F]{8}/.exec(JSON.stringify(one))?.[1],
    );
    expect(tables).toEqual(['Applications', 'Registry']);
  });

  test('lies in a vault with a key of its own, which nobody can empty where state is kept', () => {
    for (const name of names) {
      const [[, vault] = []] = propertiesOf('AWS::Backup::BackupVault', name);
      expect(vault.EncryptionKeyArn).toBeDefined();
      expect(vault.LockConfiguration?.MaxRetentionDays).toBe(
        environmentNamed(name).retainState ? retention.backups.keptFor.days : undefined,
      );
    }
  });
});
