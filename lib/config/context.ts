import { Failure } from '../../domain/failure';

/** What `bin/platform.ts` reads of the CDK's context. */
const read = ['environment'];

/** What the CDK's own command line keeps beside it, and its flags and look-ups. */
const ofTheCommandLine = /^(@aws-cdk|aws:cdk:|cli-telemetry$|acknowledged-issue-numbers$)|:/;

/**
 * `-c environmnt=prod` would synthesise every environment.
 * @throws Failure `invalid_configuration` naming the key that nothing reads.
 */
export function refuseUnknownContext(context: Readonly<Record<string, unknown>>): void {
  const unknown = Object.keys(context).filter((key) => !read.includes(key) && !ofTheCommandLine.test(key));
  if (unknown.length === 0) return;
  const keys = unknown.map((key) => `"${key}"`).join(', ');
  const what = `The context ${keys} is not known and has no effect: remove it from the command line, cdk.json or ~/.cdk.json`;
  throw new Failure('invalid_configuration', `${what}, or use ${read.join(', ')}`);
}
