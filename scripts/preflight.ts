/**
 * `npm run preflight -- ENV`: what would stop a deployment of one environment, or of the `pipeline`, told before it
 * begins. Sends nothing. What it cannot see yet it names.
 */
import { deployable } from './delivery/deployable';

function main(name: string | undefined): void {
  const { exitCode, said } = deployable('preflight', name);
  process.exitCode = exitCode;
  if (exitCode !== 0) {
    console.error(said);
    return;
  }
  console.log(`${name}: no placeholders.`);
  console.log(
    'Not checked: account, quotas, hosted zones, identity providers, mail (docs/guides/platform-engineers.md).',
  );
}

main(process.argv[2]);
