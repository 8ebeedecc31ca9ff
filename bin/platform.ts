import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Aspects } from 'aws-cdk-lib';
import { askedProgress } from '../adapters/node/progress';
import { growthCharts } from '../apis/growth-charts/api';
import { helloWorld } from '../apis/hello-world/api';
import { firstPort } from '../domain/local-platform';
import { addChecks, recordChecks } from '../lib/audit/checks/checks';
import { findingsFile } from '../lib/audit/checks/finding';
import { refuseUnknownContext } from '../lib/config/context';
import { delivery } from '../lib/config/delivery';
import { environmentNamed, environments } from '../lib/config/environments';
import { localEnvironment } from '../lib/config/local-environment';
import { placeholderInWords, placeholdersOf } from '../lib/config/placeholders';
import type { Publication } from '../lib/constructs/api-proxy';
import { releaseOf } from '../lib/constructs/api-proxy/release';
import { UkOnly } from '../lib/constructs/security/uk-only';
import { EnvironmentStacks } from '../lib/stacks/environment-stacks';
import { PipelineStack } from '../lib/stacks/pipeline-stack';
import { publishFolder } from '../lib/stacks/publish-folder';

const { DIP_PORT, DIP_BACKEND, DIP_SPECS, DIP_SIGNING_KEYS, DIP_AUDIT } = process.env;
const show = askedProgress(process.env, process.stderr);

function synthesise() {
  const app = new App({ autoSynth: false });
  refuseUnknownContext(app.node.getAllContext());
  const release = releaseOf(process.env);
  const own: Publication[] = [helloWorld, growthCharts].map(({ file, ...api }) => ({
    ...api,
    specification: file,
    ...(release && { release }),
  }));
  const [signs = 1, published = 2] = DIP_SIGNING_KEYS?.split(',').map(Number) ?? [];
  const all = environments(
    localEnvironment({ port: firstPort(DIP_PORT), backend: DIP_BACKEND, signingKeys: [signs, published] }),
  );
  const asked: string | undefined = app.node.tryGetContext('environment');
  for (const environment of asked ? [environmentNamed(asked, all)] : all) {
    for (const placeholder of placeholdersOf(environment)) console.error(`Warning: ${placeholderInWords(placeholder)}`);
    show(`Building the environment ${environment.name}`);
    const stacks = new EnvironmentStacks(app, environment);
    if (environment.name === 'local' && DIP_SPECS) {
      const outcomes = publishFolder(stacks, DIP_SPECS, own, { say: console.error, show });
      writeFileSync(join(app.outdir, 'specs.json'), JSON.stringify(outcomes, null, 2));
    } else for (const api of own) stacks.publishIfLive(api);
  }
  if (!asked) new PipelineStack(app, 'Pipeline', { delivery, environments: all });
  Aspects.of(app).add(new UkOnly());
  const production = all.filter((environment) => environment.production).map(({ name }) => name);
  const findings = DIP_AUDIT ? recordChecks(app, { production }) : addChecks(app, { production });
  show('Writing and checking the templates');
  app.synth();
  if (findings) writeFileSync(join(app.outdir, findingsFile), JSON.stringify(findings()));
}

try {
  synthesise();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
