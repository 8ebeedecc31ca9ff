import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { ApiDefinition } from '../../domain/api-definition/api-definition';
import { Failure } from '../../domain/failure';
import { printable, printableLines } from '../../domain/printable';
import { takenOver } from '../../domain/publishing/taken-over';
import type { Publication } from '../constructs/api-proxy';
import { type ReadPublication, withSpecification } from '../constructs/api-proxy/read-specification';
import { specificationExtensions } from '../specification-files/folder-reader';
import { readApiDefinition } from '../specification-files/read-api-definition';
import type { EnvironmentStacks } from './environment-stacks';

/** What became of one file of the folder, or of a folder in it. */
export interface FileOutcome {
  readonly file: string;
  readonly status: 'published' | 'refused' | 'passed over';
  readonly api?: string;
  readonly basePath?: string;
  /** Name of the platform's own API that the file stands in for. */
  readonly replaces?: string;
  /** Why it is not published, with the fix. */
  readonly reason?: string;
  readonly warnings: readonly string[];
}

/**
 * Publishes every OpenAPI file of a folder as its own API, beside the platform's own. A file on the base path of one
 * of those stands in for it; of two files on one base path or with one name the second is refused, and so is a file
 * that cannot be published; the others go on. Folders in it are passed over. Says a line for each of these, and shows
 * each file as it is read.
 */
export function publishFolder(
  stacks: EnvironmentStacks,
  folder: string,
  own: readonly Publication[],
  { say, show }: { readonly say: (line: string) => void; readonly show: (step: string) => void },
): FileOutcome[] {
  const ownApis = own.map(withSpecification);
  const published: Published[] = [];
  const { files, folders } = entriesOf(folder);
  const read = files.map((file, index) => {
    show(printable(`Reading ${file} (${index + 1} of ${files.length})`));
    return publishFile({ stacks, folder, file, ownApis, published });
  });
  const outcomes = [...read, ...folders.map(passedOver)];
  const replaced = new Set(outcomes.map(({ replaces }) => replaces));
  for (const api of ownApis) {
    if (!replaced.has(api.specification.definition.name)) stacks.publish(api);
  }
  for (const { file, reason, replaces } of outcomes) {
    if (reason) say(printableLines(`${file} is not published: ${reason}`));
    if (replaces) say(printable(`${file} stands in for the platform's own ${replaces}`));
  }
  return outcomes;
}

function entriesOf(folder: string) {
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const files = entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map(({ name }) => name)
    .filter((name) => specificationExtensions.includes(extname(name).toLowerCase()));
  return { files, folders };
}

const passedOver = (folder: string): FileOutcome => ({
  file: `${folder}/`,
  status: 'passed over',
  reason: 'of a folder only what a file beside it refers to is read; to publish what it holds move the file beside it',
  warnings: [],
});

interface FileRequest {
  readonly stacks: EnvironmentStacks;
  readonly folder: string;
  readonly file: string;
  readonly ownApis: readonly ReadPublication[];
  readonly published: Published[];
}

type Published = Pick<ApiDefinition, 'name' | 'basePath' | 'operations'> & { readonly file: string };

function publishFile({ stacks, folder, file, ownApis, published }: FileRequest): FileOutcome {
  try {
    const specification = readApiDefinition({ file: join(folder, file), folder });
    const { definition } = specification;
    const { name: api, basePath } = definition;
    for (const one of published) {
      if (one.basePath === basePath) refuseTaken(basePath, one.file);
      if (one.name === api) refuseTaken(api, one.file);
    }
    const owned = ownApis.map((one) => one.specification.definition);
    const replaces = owned.find((one) => one.basePath === basePath)?.name;
    if (!replaces) refuseOwnName(api, ownApis);
    for (const other of [...published, ...owned]) refuseTakenOver(takenOver(definition, other));
    stacks.publish({ specification, publisher: { organisation: 'Local specifications', thirdParty: false } });
    published.push({ ...definition, file });
    return {
      file,
      status: 'published',
      api,
      basePath,
      warnings: specification.warnings,
      ...(replaces && { replaces }),
    };
  } catch (error) {
    return { file, status: 'refused', reason: reasonOf(error), warnings: [] };
  }
}

/** Whatever goes wrong with one file is that file's alone. */
function reasonOf(error: unknown): string {
  if (error instanceof Failure) return error.message;
  const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return `it cannot be made into an API (${first}); take parts of it away until it can`;
}

function refuseTaken(claim: string, by: string): never {
  throw new Failure('governance', `${claim} is already taken by ${by}: give the file another servers[0].url`);
}

function refuseTakenOver(taken: string | undefined) {
  if (taken) throw new Failure('governance', `${taken}, which would answer it: give the file another servers[0].url`);
}

function refuseOwnName(api: string, ownApis: readonly ReadPublication[]) {
  if (!ownApis.some(({ specification }) => specification.definition.name === api)) return;
  throw new Failure(
    'governance',
    `${api} is the name of one of the platform's own APIs: give the file another base path`,
  );
}
