import { join } from 'node:path';

/** The CDK's own command line, of the version that this repository pins. */
export const cdk = join(__dirname, '..', 'node_modules', '.bin', 'cdk');

export const contextArguments = (context: Readonly<Record<string, string>>): string[] =>
  Object.entries(context).flatMap(([key, value]) => ['--context', `${key}=${value}`]);
