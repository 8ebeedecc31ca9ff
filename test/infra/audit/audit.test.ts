import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { auditAssembly } from '../../../lib/audit/audit';
import { addChecks } from '../../../lib/audit/checks/checks';
import { findingsFile } from '../../../lib/audit/checks/finding';
import { environmentNamed } from '../../../lib/config/environments';
import { acknowledge } from '../../../lib/constructs/security/acknowledge';
import { FoundationStack } from '../../../lib/stacks/foundation-stack';
import { bundle } from '../../../scripts/bundle';
import { anApp } from '../an-app';
import { anAudit, resourceAt } from './an-audited-platform';

beforeAll(() => bundle());

const table = (app: App) => resourceAt(app, 'int-Foundation/Stores/Registry', 'AWS::DynamoDB::Table');
const unrestorable = (app: App) =>
  table(app).addPropertyOverride('PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled', false);
const reason = 'The registry is rebuilt from the repositories of its producers';

describe('an acknowledgement', () => {
  const about = (plant: (app: App) => void) => {
    const { findings, failures } = anAudit({ environment: 'int', plant });
    const finding = findings.find(
      ({ rule, resource }) => rule === 'DipChecks-PointInTimeRecovery' && resource.includes('Registry'),
    );
    return { finding, failures };
  };

  test('lets a finding stand, and shows with its reason', () => {
    const { finding, failures } = about((app) => {
      unrestorable(app);
      acknowledge(table(app), { pack: 'DipChecks', rule: 'PointInTimeRecovery', reason });
    });
    expect(finding).toMatchObject({ status: 'acknowledged', reason, level: 'error', control: 'NCSC 2; DSPT B4' });
    expect(failures).toEqual([]);
  });

  test('of another rule lets nothing stand', () => {
    const { finding, failures } = about((app) => {
      unrestorable(app);
      acknowledge(table(app), { pack: 'DipChecks', rule: 'OwnKeys', reason });
    });
    expect(finding).toMatchObject({ status: 'non-compliant', reason: 'it has no point-in-time recovery' });
    expect(failures).toEqual([finding]);
  });
});

describe('an audit of nothing fails', () => {
  test('where no stack was synthesised', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'dip-empty-'));
    anApp({ outdir }).synth();
    writeFileSync(join(outdir, findingsFile), '[]');
    const { failures } = auditAssembly(outdir, ['int']);
    expect(failures).toMatchObject([{ environment: 'int', rule: 'DipAudit-NotEmpty', status: 'non-compliant' }]);
    expect(failures[0]?.reason).toMatch(/0 stacks of at least 4.*0 resources/);
  });

  test('where stacks are missing', () => {
    const { failures } = anAudit({
      environment: 'int',
      plant: (app) =>
        app.node.children
          .map(({ node }) => node.id)
          .filter((id) => id.startsWith('int-') && id !== 'int-Foundation')
          .map((id) => app.node.tryRemoveChild(id)),
    });
    expect(failures.map(({ rule }) => rule)).toContain('DipAudit-NotEmpty');
  });

  test('where no rule ran', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'dip-unheard-'));
    const app = anApp({ outdir });
    new FoundationStack(app, environmentNamed('int'));
    app.synth();
    writeFileSync(join(outdir, findingsFile), '[]');
    expect(auditAssembly(outdir, ['int']).failures[0]?.reason).toMatch(/no rule ran/);
  });
});

describe('findings', () => {
  test('are the same, in the same order, at every audit', () => {
    const [one, other] = [anAudit({ environment: 'int' }), anAudit({ environment: 'int' })];
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });

  test('name no more than one environment, rule and resource', () => {
    const { findings } = anAudit({ environment: 'int' });
    const keys = findings.map(({ environment, rule, resource }) => `${environment} ${rule} ${resource}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(findings.some(({ status }) => status === 'not-applicable')).toBe(true);
  });
});

test('a violation of an own rule fails an ordinary synthesis too, as it does a deployment', () => {
  const app = anApp();
  new FoundationStack(app, environmentNamed('int'));
  unrestorable(app);
  addChecks(app, { production: [] });
  expect(() => app.synth()).toThrow(/DipChecks-PointInTimeRecovery|it has no point-in-time recovery/);
});
