import { join } from 'node:path';
import type { DemoApi, DemoApplication } from '../../adapters/demo/demo-application';
import { type Ports, urlOf } from '../../domain/local-platform';
import { printable, printableLines } from '../../domain/printable';
import type { DeploymentReport } from '../cloud/assembly/deployment';
import type { FileOutcome } from './synthesise';

export interface SummaryRequest {
  readonly ports: Ports;
  readonly seconds: number;
  readonly report: DeploymentReport;
  readonly files: readonly FileOutcome[];
  readonly demo: DemoApplication;
  /** `app.json`, as a person in the project's folder would type it. */
  readonly demoFile: string;
  /** Where `files` lie, in the same way. */
  readonly specsFolder?: string;
  /** The control token, in the same way. */
  readonly tokenFile: string;
}

/** What `npm start` prints once everything serves. */
export function summary(request: SummaryRequest): string {
  const { ports, seconds, report, files, demo, demoFile, tokenFile, specsFolder = '.' } = request;
  const apis = demo.apis.map(({ name, url }) => `  ${name.padEnd(widest(demo.apis))}  ${url}`);
  return [
    `The platform is ready after ${seconds.toFixed(1)} s. Ctrl-C stops it.`,
    '',
    `  APIs                ${urlOf(ports.api)}`,
    `  sandboxes           ${urlOf(ports.sandbox)}`,
    `  developer portal    ${urlOf(ports.portal)}${demo.portalUser ? ` (sign in as ${demo.portalUser.email}, password in ${demoFile})` : ''}`,
    `  signing users in    ${urlOf(ports.auth)}/oauth2/authorize`,
    `  identity providers  ${urlOf(ports.identity)}/cis2 and /nhs-login`,
    `  e-mails             ${urlOf(ports.aws)}/_dip/outbox (none leaves this machine; the password is in ${tokenFile})`,
    `  AWS endpoint        ${urlOf(ports.aws)} (access key id local-admin, secret in ${tokenFile})`,
    `  demo application    ${demoFile}`,
    '',
    'Published:',
    ...apis,
    ...problems(report, files),
    ...warned(files, specsFolder),
    '',
    'Not run here:',
    `  ${[...report.notRun].map(([type, count]) => `${type} ×${count}`).join(', ') || 'nothing: every resource runs'}`,
    '',
    'Try:',
    ...examples({ demo, demoFile, ports }).map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/** A test user of the mock CIS2, signed in with a smartcard (AAL3). */
const healthcareWorker = '656005750104';

const widest = (apis: readonly DemoApi[]): number => Math.max(0, ...apis.map(({ name }) => name.length));

function problems({ failed }: DeploymentReport, files: readonly FileOutcome[]): readonly string[] {
  const lines = [
    ...files.flatMap(({ file, reason }) => (reason ? [`  ${printable(file)}: ${printableLines(reason)}`] : [])),
    ...failed.map(({ stack, reason }) => `  ${stack}: ${printableLines(reason)}`),
  ];
  const replaced = files.flatMap(({ file, replaces }) =>
    replaces ? [`  ${printable(file)} stands in for ${replaces}`] : [],
  );
  return [...replaced, ...(lines.length > 0 ? ['', 'Not published:', ...lines] : [])];
}

function warned(files: readonly FileOutcome[], folder: string): readonly string[] {
  const lines = files.flatMap(({ file, warnings: { length } }) =>
    length > 0
      ? [`  ${printable(file)}: ${length}, shown by npx dip lint ${quoted(printable(join(folder, file)))}`]
      : [],
  );
  return lines.length > 0 ? ['', 'Warnings:', ...lines] : [];
}

/** One line that can be pasted for each way to call: open, by key, by token, for a signed-in user, in the sandbox. */
function examples({ demo, demoFile, ports }: Pick<SummaryRequest, 'demo' | 'demoFile' | 'ports'>): readonly string[] {
  const find = (accepts: (access: readonly string[]) => boolean) => findCall(demo.apis, accepts);
  const open = find((access) => access.length === 0);
  const key = find((access) => access.includes('app-level0'));
  const token = find((access) => access.includes('app-level3'));
  const user = find((access) => access.includes('nhs-cis2-aal3'));
  const bearer = (more = '') => `Authorization: Bearer $(npx dip token --app ${demoFile}${more})`;
  const signedIn = ` --user '${urlOf(ports.identity)}/cis2/simulate?user=${healthcareWorker}'`;
  return [
    ...(open ? [`curl ${quoted(open.url)}`] : []),
    ...(key ? [`curl -H ${quoted(`apikey: ${demo.apiKey}`)} ${quoted(key.url)}`] : []),
    ...(token ? [`curl -H "${bearer()}" ${quoted(token.url)}`, `curl ${quoted(token.sandboxUrl)}`] : []),
    ...(user ? [`curl -H "${bearer(signedIn)}" ${quoted(user.url)}`] : []),
  ];
}

/** A GET that needs no parameters, of the platform's own example where it qualifies. */
function findCall(apis: readonly DemoApi[], accepts: (access: readonly string[]) => boolean) {
  const preferred = [...apis].sort((left, right) => Number(isExample(right)) - Number(isExample(left)));
  for (const { url, sandboxUrl, operations } of preferred) {
    const found = operations.find(
      ({ method, path, access }) => method === 'GET' && !path.includes('{') && !path.includes('/_') && accepts(access),
    );
    if (found) return { url: `${url}${found.path}`, sandboxUrl: `${sandboxUrl}${found.path}` };
  }
  return undefined;
}

const isExample = ({ name }: DemoApi): boolean => name === 'hello-world';

const quoted = (text: string): string =>
  /^[\w:/.-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
