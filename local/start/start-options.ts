import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';

export interface StartOptions {
  readonly specs?: string;
  readonly backend?: string;
  readonly fresh: boolean;
}

function folder(path: string): string {
  if (!existsSync(path) || !statSync(path).isDirectory()) throw new InvalidArgumentError(`there is no folder ${path}`);
  return resolve(path);
}

function httpUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError('it must be an http or https URL');
  }
  return text.replace(/\/$/, '');
}

/** The command line of `npm start`; `--help` and wrong use end the process. */
export function readStartOptions(argv: readonly string[]): StartOptions {
  return new Command('npm start --')
    .description('Serves the platform on this machine: the templates and bundles that `npm run deploy` would upload.')
    .option('--specs <folder>', 'also publish every OpenAPI file (.yaml, .yml, .json) of a folder', folder)
    .option('--backend <url>', 'send the calls of every target there, not to the built-in example backend', httpUrl)
    .option('--fresh', 'forget the state of earlier runs', false)
    .addHelpText(
      'after',
      '\nDIP_PORT (8080) is the first of the six ports, DIP_STATE (.local) where state is kept, DIP_SIGNING_KEYS (1,2) which keys are published and which of them signs: the first.',
    )
    .parse(argv)
    .opts();
}
