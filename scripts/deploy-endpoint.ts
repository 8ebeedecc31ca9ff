/**
 * `npm run deploy:endpoint [-- --backend URL]`: bootstraps and deploys `local` with the ordinary CDK command line to the
 * AWS-compatible endpoint in AWS_ENDPOINT_URL. Types of resources that it does not know are left out, and named.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { cdk } from './endpoint/cdk';
import { credentials, region } from './endpoint/credentials';
import { endpointUrl } from './endpoint/endpoint-url';
import { type FailedResource, isOfUnknownType, removeFailedStacks } from './endpoint/failed-stacks';
import { type LeftOut, leaveOut } from './endpoint/leave-out';
import { whatIsLost } from './endpoint/what-is-lost';
import { synthesise } from './synth';

const outdir = join(__dirname, '..', 'cdk.out', 'endpoint');

const synthesised = (backend: string | undefined): Promise<string> =>
  synthesise({
    environment: 'local',
    outdir,
    validateTemplates: false,
    variables: backend ? { DIP_BACKEND: backend } : {},
    // Emulators know exports; Fn::GetStackOutput, which CDK's weak references are made of, is newer than they are.
    context: { '@aws-cdk/core:defaultCrossStackReferences': 'strong' },
  });

async function deploy(endpoint: URL, assembly: string): Promise<LeftOut[]> {
  const client = new CloudFormationClient({ endpoint: endpoint.origin, region, credentials });
  const app = ['--app', assembly];
  if (!(await cdk(endpoint, ['bootstrap', ...app]))) throw new Error('The endpoint could not be bootstrapped');
  const left: LeftOut[] = [];
  await removeFailedStacks(client);
  // Not by change set: not every emulator answers as AWS does where there is none.
  const deployment = ['deploy', '--all', '--method', 'direct', '--require-approval', 'never', '--progress', 'events'];
  while (!(await cdk(endpoint, [...deployment, ...app]))) {
    const unknown = typesUnknownBy(await removeFailedStacks(client));
    console.log(`\nThis endpoint does not know ${[...unknown].join(', ')}: deploying without.\n`);
    left.push(...leaveOut(assembly, unknown));
  }
  return left;
}

function typesUnknownBy(failed: readonly FailedResource[]): Set<string> {
  const types = failed.filter(isOfUnknownType).map(({ type }) => type);
  if (types.length > 0) return new Set(types);
  const reasons = failed.map(({ stack, type, reason }) => `\n  ${stack}: ${type}: ${reason}`);
  throw new Error(
    `The endpoint refused what it was given, and not for a type that it does not know:${reasons.join('')}`,
  );
}

function report(left: readonly LeftOut[]): void {
  console.log(`\nDeployed${left.length > 0 ? ', but for' : ''}`);
  for (const { type, stack, id } of left) console.log(`  ${type} (${stack}, ${id}): ${whatIsLost(type)}`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { backend: { type: 'string' } } });
  const endpoint = await endpointUrl(process.env.AWS_ENDPOINT_URL);
  report(await deploy(endpoint, await synthesised(values.backend)));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
