import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { credentials, region } from './credentials';

/** Of the events of each resource and each asset, and of the outputs that only other stacks read. */
const progress = /\| *[A-Z_]+_(?:IN_PROGRESS|COMPLETE) *\||: (?:start|success): |\.ExportsOutput|^\s*$/;

/** Runs the CDK command line against an endpoint, without a word on each event that went well. Answers whether it did. */
export async function cdk(endpoint: URL, args: readonly string[]): Promise<boolean> {
  const command = join(__dirname, '..', '..', 'node_modules', '.bin', 'cdk');
  const child = spawn(command, [...args, '--ci', '--no-notices'], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      // The certificate of an endpoint that made its own.
      NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS,
      AWS_ENDPOINT_URL: endpoint.origin,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_REGION: region,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  for await (const line of createInterface({ input: child.stdout })) if (!progress.test(line)) console.log(line);
  return (await closed) === 0;
}
