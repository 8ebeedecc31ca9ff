/**
 * `npm run preflight -- ENV`: what would stop a deployment of one environment, or of the `pipeline`, told before it
 * begins; sends nothing. With `--account` it also asks the account, and changes nothing. What it does not see it names.
 */
import { parseArgs } from 'node:util';
import { environmentNamed } from '../lib/config/environments';
import { accountFaults } from './delivery/account-faults';
import { deployable } from './delivery/deployable';

const options = { account: { type: 'boolean', default: false } } as const;

async function main(): Promise<0 | 1 | 2> {
  const { positionals, values } = parseArgs({ options, allowPositionals: true });
  const [name] = positionals;
  const { exitCode, said } = deployable('preflight', name);
  if (exitCode !== 0 || name === undefined) {
    console.error(said);
    return exitCode;
  }
  console.log(`${name}: no placeholders.`);
  if (!values.account || name === 'pipeline') {
    console.log('Not checked: the account and its quotas (--account), hosted zones, identity providers, mail.');
    return 0;
  }
  const faults = await accountFaults(environmentNamed(name));
  for (const fault of faults) console.error(`${name}: ${fault}`);
  if (faults.length > 0) return 1;
  console.log(
    `${name}: the account is the one stated, prepared for the CDK, with the executions and mails that are stated.`,
  );
  console.log('Not checked: hosted zones, identity providers, whom the user pool sends codes by.');
  return 0;
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: Error & { code?: string }) => {
    const isWrongUse = error.code?.startsWith('ERR_PARSE_ARGS');
    console.error(isWrongUse ? error.message : `The account could not be asked: ${error.name}`);
    process.exitCode = isWrongUse ? 2 : 1;
  },
);
