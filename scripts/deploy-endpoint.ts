/**
 * `npm run deploy:endpoint [-- --backend URL]`: bootstraps and deploys `local` with the ordinary CDK command line to the
 * AWS-compatible endpoint in AWS_ENDPOINT_URL. Types of resources that it does not know are left out, and named.
 */
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { cdk } from './endpoint/cdk';
import { credentials, region } from './endpoint/credentials';
import { deployedAt } from './endpoint/deployed';
import { endpointUrl } from './endpoint/endpoint-url';
import { removeUncreatedStacks, resourcesPassedOver, typesLeftOutBefore, unknownTypes } from './endpoint/failed-stacks';
import { type LeftOut, leaveOut } from './endpoint/leave-out';
import { seedAtEndpoint } from './endpoint/seed-at-endpoint';
import { whatIsLost } from './endpoint/what-is-lost';
import { synthesise } from './synth';

const root = join(__dirname, '..');
const outdir = join(root, 'cdk.out', 'endpoint');
const folder = join(root, '.local', 'endpoint');

const synthesised = (backend: string | undefined): Promise<string> =>
  synthesise({
    environment: 'local',
    outdir,
    validateTemplates: false,
    commandLine: false,
    variables: backend ? { DIP_BACKEND: backend } : {},
    // Emulators know exports; Fn::GetStackOutput, which CDK's weak references are made of, is newer than they are.
    context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' },
  });

async function deploy(endpoint: URL, client: CloudFormationClient, assembly: string): Promise<LeftOut[]> {
  const app = ['--app', assembly];
  if (!(await cdk(endpoint, ['bootstrap', ...app]))) throw new Error('The endpoint could not be bootstrapped');
  const left = leaveOut(assembly, await typesLeftOutBefore(client));
  await removeUncreatedStacks(client);
  // Not by change set: not every emulator answers as AWS does where there is none.
  const deployment = ['deploy', '--all', '--method', 'direct', '--require-approval', 'never', '--progress', 'events'];
  while (!(await cdk(endpoint, [...deployment, ...app]))) {
    const gone = leaveOut(assembly, await unknownTypes(client));
    if (gone.length === 0) throw new Error('The endpoint refused more than types that it does not know: see above');
    console.log(
      `\nThis endpoint cannot make ${[...new Set(gone.map(({ type }) => type))].join(', ')}: going on without.\n`,
    );
    left.push(...gone);
    await removeUncreatedStacks(client);
  }
  return [...left, ...(await resourcesPassedOver(client))];
}

function report(left: readonly LeftOut[]): void {
  console.log(`\nDeployed${left.length > 0 ? ', but for what this endpoint cannot make:' : ''}`);
  for (const type of new Set(left.map((one) => one.type))) {
    console.log(`  ${type}: ${whatIsLost(type)}`);
    for (const one of left) if (one.type === type) console.log(`    ${one.stack} ${one.id}`);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { backend: { type: 'string' } } });
  const endpoint = await endpointUrl(process.env.AWS_ENDPOINT_URL);
  const client = new CloudFormationClient({ endpoint: endpoint.origin, region, credentials });
  report(await deploy(endpoint, client, await synthesised(values.backend)));
  const file = await seedAtEndpoint(endpoint, deployedAt(endpoint, client), folder);
  console.log(`The demo application, and where its APIs answer: ${relative(root, file)}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
