#!/usr/bin/env node
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Argument, Command, CommanderError, Option } from 'commander';
import { type AnalyticsOptions, analytics, queryNames } from '../cli/analytics';
import { type AppOptions, type AppVerb, app, appVerbs } from '../cli/app';
import { checked, duration, httpUrl, kebabCase, limit, moment, port, reason, secondFactorCode } from '../cli/arguments';
import { atTerminal } from '../cli/at-terminal';
import { audit } from '../cli/audit';
import { keyAlgorithms, newKeys } from '../cli/keys';
import { lint } from '../cli/lint';
import { localClock } from '../cli/local-clock';
import { type LogsOptions, logs } from '../cli/logs';
import { newProducer } from '../cli/new/new-producer';
import { npm } from '../cli/new/npm';
import { token } from '../cli/token';
import { isStatus } from '../domain/logs/search/log-filter';
import { printableLines } from '../domain/printable';
import { apiStatuses } from '../domain/publishing/api-status';
import { packageRoot } from '../lib/config/package-root';

const { version } = createRequire(__filename)(join(packageRoot, 'package.json'));
const print = (line: string) => console.log(printableLines(line));

const program = new Command('dip')
  .description('Producer and operator tool of the Digital Interoperability Platform')
  .version(version)
  .exitOverride();

program
  .command('new')
  .description('Set up a repository that publishes an API from its OpenAPI file')
  .argument('<name>', 'name of the repository and of its folder, in kebab-case', kebabCase)
  .requiredOption('--spec <file>', 'OpenAPI 3.0, 3.1 or 3.2 file, YAML or JSON')
  .option('--organisation <name>', 'who publishes the API')
  .option('--data-controller <name>', 'who is the data controller of what it processes')
  .option('--legal-basis <text>', 'on what legal basis, such as "UK GDPR Article 6(1)(e)"')
  .option('--first-party', 'the body that runs the platform publishes it, and states neither of these', false)
  .option('--target <url>', 'its backend, where the file names none')
  .addOption(new Option('--status <status>', 'of the service, as the catalogue names it').choices(apiStatuses))
  .option('--contact-email <address>', 'whom consumers write to; what the file says of it otherwise')
  .option('--service-level <text>', 'such as silver')
  .option('--support-hours <text>', 'such as "8am to 6pm, Monday to Friday"')
  .addHelpText('after', '\nExit code: 0 it is set up, 1 it is not, 2 wrong use')
  .action((name: string, options) =>
    atTerminal((ask) => newProducer({ ...options, name, npm, print, ...(ask && { ask }) })),
  );

program
  .command('lint')
  .description('Check that an OpenAPI file can be published, and show its operations, their access and their routes')
  .argument('<file>', 'OpenAPI 3.0, 3.1 or 3.2 file, YAML or JSON, or the folder or zip file of a many-file one')
  .option('--folder <folder>', 'that its $refs do not leave; the folder that holds the file otherwise')
  .option('--json', 'print the result as JSON', false)
  .addHelpText('after', '\nExit code: 0 it can be published, 1 it cannot, 2 wrong use')
  .action((file: string, options: { folder?: string; json: boolean }) => {
    process.exitCode = lint({ ...options, file, print });
  });

program
  .command('docs')
  .description('Show the pages that the portal makes of an OpenAPI file, on this machine until it is stopped')
  .argument('<file>', 'OpenAPI file, YAML or JSON, or the folder or zip file of a many-file one')
  .option('--folder <folder>', 'that its $refs do not leave; the folder that holds the file otherwise')
  .option('--port <number>', 'where; any free port otherwise', port)
  .addHelpText('after', '\nExit code: 0 it was stopped, 1 it cannot be shown, 2 wrong use')
  .action(async (file: string, options: { folder?: string; port?: number }) => {
    // Half of what it loads is the portal's pages, which no other verb needs.
    const { docs }: typeof import('../cli/docs') = require('../cli/docs');
    await docs({ ...options, file, print });
  });

program
  .command('audit')
  .description('Hold the platform to its laws, and write the report to reports/audit')
  .argument('[environment]', 'name of one environment; all of them otherwise')
  .option('--json', 'print the outcome as JSON', false)
  .addHelpText('after', '\nExit code: 0 no law is broken, 1 one is or there is nothing to audit, 2 wrong use')
  .action(async (environment: string | undefined, { json }: { json: boolean }) => {
    process.exitCode = await audit({ environment, json, print });
  });

program
  .command('analytics')
  .description('Answer questions about usage from the anonymised records, small numbers left out')
  .addArgument(new Argument('[query]', 'one question; all of them otherwise').choices(queryNames))
  .option('--api <name>', 'one API', kebabCase)
  .option('--since <duration>', 'how far back, as an ISO 8601 duration; P30D otherwise', duration)
  .option('--environment <name>', 'whose records', kebabCase, 'local')
  .option('--role <arn>', 'become this role first, such as the environment’s analyst')
  .option('--mfa-serial <arn>', 'serial number of the second factor that the role asks for')
  .option('--mfa-code <digits>', 'its present code', secondFactorCode)
  .option('--files <folder>', 'a copy of the analytics bucket, to be read in place of it')
  .option('--json', 'print the answers as JSON', false)
  .addHelpText('after', '\nExit code: 0 it is answered, 1 it is not, 2 wrong use')
  .action(async (query: string | undefined, options: Omit<AnalyticsOptions, 'query'>) => {
    process.exitCode = await analytics({ ...options, query });
  });

const appWords: Readonly<Record<AppVerb, string>> = {
  show: 'Show an application, its subscriptions and what was done to it',
  approve: 'Let an application call an API that names no team to approve it; in production it takes two operators',
  suspend: 'Stop an application, or its subscription to one API, within 60 seconds',
  restore: 'Let it go on',
};
const apps = program.command('app').description('Applications of an environment, for those who run the platform');
for (const verb of appVerbs) {
  const command = apps.command(verb).description(appWords[verb]).argument('<id>', 'of the application');
  if (verb === 'approve') command.requiredOption('--api <name>', 'that it asks for', kebabCase);
  else if (verb !== 'show') command.option('--api <name>', 'its subscription to one API', kebabCase);
  if (verb !== 'show') command.requiredOption('--reason <text>', 'which both sides read', reason);
  command
    .option('--environment <name>', 'where it is registered', kebabCase, 'local')
    .option('--role <arn>', 'become this role first; the environment’s operator where none is named')
    .option('--mfa-serial <arn>', 'serial number of the second factor that the role asks for')
    .option('--mfa-code <digits>', 'its present code', secondFactorCode)
    .option('--json', 'print the application as JSON', false)
    .addHelpText('after', '\nExit code: 0 it is done, 1 it is not, 2 wrong use')
    .action(async (id: string, options: Omit<AppOptions, 'verb' | 'id'>) => {
      process.exitCode = await app({ ...options, verb, id });
    });
}

program
  .command('token')
  .description('Print an access token for an application')
  .requiredOption('--app <file>', 'application file, such as .local/demo/app.json')
  .option('--user <url>', 'sign a test user in first: <mock identity provider>/simulate?user=<id>', httpUrl)
  .option('--json', 'print the whole answer of the token endpoint', false)
  .addHelpText('after', '\nExit code: 0 it is printed, 1 there is none, 2 wrong use')
  .action((options) => token({ ...options, print }));

program
  .command('logs')
  .description('Print redacted records in the order of their time, one a line')
  .option('--environment <name>', 'whose records; local is what npm start runs', 'local')
  .option('--since <when>', 'a duration ago, such as P1D, or a time', moment, 'PT1H')
  .option('--until <when>', 'the same; now otherwise', moment)
  .option('--api <name>', 'of one API')
  .option('--application <id>', 'of one application')
  .option('--status <code>', 'such as 404, or 5xx', checked(isStatus, 'a status such as 404, or 5xx'))
  .option('--request <id>', 'the request id of the record')
  .option('--functions', 'what producers’ functions logged, redacted, instead of access records', false)
  .option('--limit <count>', 'the newest ones only', limit)
  .option('--follow', 'go on with what arrives; records arrive about a minute after their request', false)
  .option('--json', 'print each record as JSON', false)
  .option('--role [arn]', 'become this role first; the environment’s reader where none is named')
  .option('--mfa-serial <arn>', 'serial number of the second factor that the role asks for')
  .option('--mfa-code <digits>', 'its present code', secondFactorCode)
  .addHelpText('after', '\nExit code: 0 all was read, though nothing be found, 1 it was not, 2 wrong use')
  .action(async (options: LogsOptions) => {
    process.exitCode = await logs(options);
  });

program
  .command('keys')
  .description('Keys that an application proves itself by')
  .command('new')
  .description('Make a key pair: private-key.pem, and jwks.json with the public half')
  .option('--out <folder>', 'where the files are written; nothing is ever replaced', '.')
  .addOption(new Option('--alg <name>', 'what it signs with').choices(keyAlgorithms).default('RS512'))
  .option('--kid <id>', "id of the key; the key's thumbprint otherwise")
  .option('--json', 'print what was made as JSON', false)
  .addHelpText('after', '\nExit code: 0 the files are written, 1 they are not, 2 wrong use')
  .action((options) => newKeys({ ...options, print }));

program
  .command('local')
  .description('Work with the platform that npm start runs on this machine')
  .command('clock')
  .description('Move its clock, so that lifecycle rules and schedules run')
  .argument('<advance>', 'ISO 8601 duration, such as P91D')
  .option('--endpoint <url>', 'its AWS endpoint; as DIP_PORT places it otherwise', httpUrl)
  .option('--json', 'print what ran as JSON', false)
  .action((advance: string, options) => localClock({ ...options, advance, print }));

/** Commander shows the help of what stands before a verb that it does not know, and ends with 0. */
function refuseUnknownVerb(): void {
  let command = program;
  for (const word of process.argv.slice(2)) {
    if (word.startsWith('-') || word === 'help' || command.commands.length === 0) return;
    const known = command.commands.find((each) => each.name() === word);
    if (!known) command.error(`error: unknown command '${word}'; dip --help lists the commands`);
    else command = known;
  }
}

// Whoever reads no further, as head does, has what it wanted.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

async function run(): Promise<void> {
  refuseUnknownVerb();
  await program.parseAsync();
}

run().catch((error: unknown) => {
  const wrongUse = error instanceof CommanderError;
  if (!wrongUse) console.error(printableLines(error instanceof Error ? error.message : String(error)));
  process.exitCode = wrongUse ? Math.min(error.exitCode, 1) * 2 : 1;
});
