#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { lint } from '../cli/lint';

const program = new Command('dip')
  .description('Producer and operator tool of the Digital Interoperability Platform')
  .exitOverride();

program
  .command('lint')
  .description('Check that an OpenAPI file can be published, and show its operations, their access and their routes')
  .argument('<file>', 'OpenAPI 3.0 or 3.1 file, YAML or JSON')
  .option('--json', 'print the result as JSON', false)
  .addHelpText('after', '\nExit code: 0 it can be published, 1 it cannot, 2 wrong use')
  .action((file: string, { json }: { json: boolean }) => {
    process.exitCode = lint({ file, json, print: (line) => console.log(line) });
  });

try {
  program.parse();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
