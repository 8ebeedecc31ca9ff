import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { retention } from '../../../domain/retention/retention';
import type { Finding } from '../../../lib/audit/checks/finding';
import type { Evidence } from '../../../lib/audit/evidence/evidence';
import { findingsCsv } from '../../../lib/audit/report/findings-csv';
import { page } from '../../../lib/audit/report/page';

const root = join(__dirname, '../../..');
const dip = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, ['bin/dip.js', ...args], { cwd: root });
const report = (file: string) => readFileSync(join(root, 'reports', 'audit', file), 'utf8');

let printed: string;
let evidence: readonly Evidence[];
let findings: readonly Finding[];

beforeAll(async () => {
  printed = (await dip('audit', '--json')).stdout;
  evidence = JSON.parse(report('evidence.json'));
  findings = JSON.parse(report('findings.json'));
}, 300_000);

const storesNamed = (name: string) => evidence.map(({ stores }) => stores.find(({ id }) => id.endsWith(`/${name}`)));

describe('the platform as it is', () => {
  test('breaks no law in any environment', () => {
    const { environments, failures } = JSON.parse(printed);
    expect(failures).toEqual([]);
    expect(environments.map(({ environment }: Evidence) => environment)).toEqual([
      'local',
      'internal-dev',
      'int',
      'prod',
    ]);
    for (const { compliant, nonCompliant } of environments) {
      expect(compliant).toBeGreaterThan(200);
      expect(nonCompliant).toBe(0);
    }
  });

  test('has a reason for every acknowledgement, and a control for every own rule', () => {
    for (const { status, reason } of findings) if (status === 'acknowledged') expect(reason.length).toBeGreaterThan(20);
    for (const { rule, control } of findings) if (rule.startsWith('DipChecks-')) expect(control).toMatch(/NCSC .*DSPT/);
  });

  test('an environment that there is not is wrong use, and says which there are', async () => {
    const outcome = await dip('audit', 'live').catch((error) => error);
    expect(outcome.code).toBe(2);
    expect(outcome.stdout).toMatch(/the environments are local, internal-dev, int, prod/);
  });
});

describe('the evidence', () => {
  test('keeps every store for as long as the retention file says', () => {
    for (const { stores } of evidence) {
      expect(stores.length).toBeGreaterThan(10);
      for (const store of stores) {
        const rule = Object.values(retention).find(({ purpose }) => purpose === store.purpose);
        expect(rule).toBeDefined();
        expect(store.retentionDays).toBe(rule && 'days' in rule.keptFor ? rule.keptFor.days : null);
        expect(store.categories).toEqual(rule?.categories);
      }
    }
  });

  test('holds an API in every environment, production too, so that what is said of APIs was judged', () => {
    for (const { environment, apis } of evidence) {
      expect([environment, apis]).toEqual([environment, expect.arrayContaining(['hello-world'])]);
    }
    const { environments } = JSON.parse(printed);
    for (const { environment, nothingToJudge } of environments) {
      for (const rule of ['MethodAuthorized', 'NoDataTrace', 'AuthorizerCache', 'AccessLogToRedactor']) {
        expect([environment, nothingToJudge]).toEqual([environment, expect.not.arrayContaining([`DipChecks-${rule}`])]);
      }
    }
  });

  test('lists what services store by themselves, and what of it is off', () => {
    for (const { environment, serviceRecords } of evidence) {
      const state = (id: string) => serviceRecords.find((one) => one.id === id)?.state;
      for (const id of ['traces', 'requestSamples', 'methodMetrics', 'edgeLogs', 'signInHistory']) {
        expect([environment, id, state(id)]).toEqual([environment, id, 'off']);
      }
      const kept = [
        'metrics',
        'gatewayKeys',
        'edgeReports',
        'unconfirmedSignUps',
        'undeliveredRecords',
        'queryHistory',
      ];
      for (const id of kept) expect([environment, id, state(id)]).toEqual([environment, id, 'kept']);
      expect(serviceRecords.filter(({ service }) => /CloudTrail|bootstrap/.test(service))).toHaveLength(2);
    }
  });

  test('shows who reads redacted records, a role, the anonymiser and the call counter, and a role apart for what was never redacted', () => {
    for (const store of storesNamed('OperationalLogBucket')) {
      expect(store).toMatchObject({
        kind: 'bucket',
        readers: ['OperationalLogReader', 'anonymiser', 'call counter'],
        retentionDays: 90,
      });
      expect(store?.key).toMatch(/Keys\/OperationalLogs$/);
      expect(store?.evidence.property).toBe('LifecycleConfiguration.Rules[0].ExpirationInDays');
    }
    for (const store of storesNamed('OperationalLogBucket#errors/')) {
      expect(store).toMatchObject({ readers: ['UndeliveredLogReader'], retentionDays: 3 });
    }
  });

  test('shows that every call on access records and statistics is recorded, and for how long a row can be restored', () => {
    for (const bucket of ['OperationalLogBucket', 'OperationalLogBucket#errors/', 'AnalyticsBucket']) {
      for (const store of storesNamed(bucket)) expect(store?.recordedBy).toMatch(/-Operations\/ReadingTrail$/);
    }
    for (const store of storesNamed('Accounts')) {
      const readers = ['account erasure', 'announcer', 'evidence watch', 'portal'];
      expect(store).toMatchObject({ retentionDays: 400, recoverableDays: 7, readers });
    }
    for (const store of storesNamed('Applications')) expect(store).toMatchObject({ recoverableDays: 35 });
    for (const store of storesNamed('EvidenceBucket')) {
      expect(store).toMatchObject({ readers: ['Auditor'], retentionDays: 730, recordedBy: null });
    }
  });

  test('shows what is kept of the address that a call came from, and where the template says so', () => {
    for (const { environment, clientAddress } of evidence) {
      expect(clientAddress).toEqual({
        treatment: 'pseudonym',
        evidence: {
          template: `${environment}-Logs.template.json`,
          logicalId: expect.stringMatching(/^Redactor/),
          property: 'Environment.Variables.CLIENT_ADDRESS',
        },
      });
    }
  });

  test('shows who reads the logs of producers’ functions', () => {
    for (const store of storesNamed('OperationalLogBucket#functions')) {
      expect(store).toMatchObject({ readers: ['OperationalLogReader'], retentionDays: 90 });
    }
  });

  test('shows how every endpoint is authorised, and why an open one is open', () => {
    for (const { endpoints } of evidence) {
      expect(endpoints.length).toBeGreaterThan(5);
      for (const { authorisation, reason, cacheSeconds } of endpoints) {
        if (authorisation === 'open') expect(reason.length).toBeGreaterThan(20);
        else expect(cacheSeconds).toBeLessThanOrEqual(60);
      }
    }
    const operation = evidence
      .flatMap(({ endpoints }) => endpoints)
      .find(({ path }) => path === '/hello-world/hello/user');
    expect(operation).toMatchObject({ method: 'GET', authorisation: 'authoriser', credential: 'Authorization' });
  });

  test('shows what each function may do', () => {
    const redactor = evidence[2]?.functions.find(({ id }) => id === 'int-Logs/Redactor');
    expect(redactor?.allowed).toContain('logs:PutLogEvents on [int-Logs/RedactorLogs]');
    expect(redactor?.allowed.join()).not.toMatch(/s3:|dynamodb:/);
  });
});

describe('the files', () => {
  test('the spreadsheet has the columns of the contract and a line for every finding', () => {
    const [header, ...rows] = report('findings.csv').trimEnd().split('\r\n');
    expect(header).toBe('environment,rule,resource,level,status,reason,control');
    expect(rows).toHaveLength(findings.length);
    const status = /,(?:error|warning),(?:compliant|non-compliant|acknowledged|not-applicable),/;
    expect(rows.filter((row) => !status.test(row))).toEqual([]);
  });

  test('a field that would break the spreadsheet is quoted', () => {
    const finding = { environment: 'int', rule: 'R', resource: 'a "b"', level: 'error', status: 'compliant' } as const;
    expect(findingsCsv([{ ...finding, reason: 'one, two', control: '' }])).toContain(
      'int,R,"a ""b""",error,compliant,"one, two",',
    );
  });

  test('none holds a path of the machine', () => {
    const machine = new RegExp([root, '/tmp/', '/home/', '/root/'].join('|'));
    for (const file of ['index.html', 'findings.csv', 'findings.json', 'evidence.json']) {
      expect(report(file)).not.toMatch(machine);
    }
  });
});

describe('the page', () => {
  test('is whole in itself: it fetches nothing and runs nothing', () => {
    const whole = report('index.html');
    expect(whole).not.toMatch(/<script|<link|<img|<iframe|@import|url\(|\bsrc=|\son[a-z]+=/i);
    for (const [, target] of whole.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^#/);
  });

  test('leads every link to a place that it has', () => {
    const whole = report('index.html');
    const ids = new Set([...whole.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
    for (const [, target] of whole.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
  });

  test('says what is kept, who reads it, and the reason for an exception', () => {
    const whole = report('index.html');
    for (const words of [
      'Redacted access records',
      '90 days',
      'OperationalLogReader',
      'a mark that links the calls of one day',
      'A sandbox is open',
      'Every call is recorded',
    ]) {
      expect(whole).toContain(words);
    }
  });

  test('escapes what templates say', async () => {
    const markup = '<b onclick="x">&';
    const planted = { environment: 'int', rule: markup, resource: markup, level: 'error', reason: markup } as const;
    const finding = { ...planted, status: 'non-compliant', control: markup } as const;
    const [one] = evidence.filter(({ environment }) => environment === 'int');
    if (one === undefined) throw new Error('there is no evidence of int');
    const whole = await page({ evidence: [one], findings: [finding], failures: [finding] });
    expect(whole.includes('<b onclick')).toBe(false);
    expect(whole.includes('&lt;b onclick=&quot;x&quot;&gt;&amp;')).toBe(true);
  });
});
