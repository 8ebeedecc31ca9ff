import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, CfnResource, type Stack } from 'aws-cdk-lib';
import { type Audit, auditAssembly } from '../../../lib/audit/audit';
import { recordChecks, recordOwnChecks } from '../../../lib/audit/checks/checks';
import { findingsFile } from '../../../lib/audit/checks/finding';
import { environmentNamed } from '../../../lib/config/environments';
import { EnvironmentStacks } from '../../../lib/stacks/environment-stacks';
import { anApp } from '../an-app';

export const specification = join(__dirname, '../../../apis/growth-charts/openapi.yaml');
const publisher = { organisation: 'NHS England', thirdParty: false };

export interface Planted {
  readonly environment: string;
  /** Changes the real stacks before they are synthesised. */
  readonly plant?: (app: App) => void;
  /** Whether it is held to the platform's own laws alone. @default false */
  readonly ownLawsAlone?: boolean;
}

/** The real stacks of one environment, changed as asked, synthesised and audited. */
export function anAudit({ environment, plant, ownLawsAlone = false }: Planted): Audit {
  const outdir = mkdtempSync(join(tmpdir(), 'dip-audit-'));
  try {
    const app = anApp({ outdir });
    const settings = environmentNamed(environment);
    const stacks = new EnvironmentStacks(app, settings);
    stacks.publishIfLive({ specification, publisher });
    plant?.(app);
    const checks = ownLawsAlone ? recordOwnChecks : recordChecks;
    const findings = checks(app, { production: settings.production ? [environment] : [] });
    app.synth();
    writeFileSync(join(outdir, findingsFile), JSON.stringify(findings()));
    return auditAssembly(outdir, [environment]);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The only resource of a type below a construct, to be changed by its escape hatch. */
export function resourceAt(app: App, path: string, type: string): CfnResource {
  const from = path
    .split('/')
    .reduce((construct, id) => construct.node.findChild(id) as Stack, app as unknown as Stack);
  const [found] = from.node.findAll().filter((one) => CfnResource.isCfnResource(one) && one.cfnResourceType === type);
  if (!CfnResource.isCfnResource(found)) throw new Error(`${path} holds no ${type}`);
  return found;
}
