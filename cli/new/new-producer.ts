import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { parseApiDefinition, type ReadApiDefinition } from '../../domain/api-definition/parse-api-definition';
import { Failure } from '../../domain/failure';
import { printable } from '../../domain/printable';
import { packageRoot } from '../../lib/config/package-root';
import { misshapen } from '../../lib/constructs/api-proxy/publication-schema';
import { makeFolderReader } from '../../lib/specification-files/folder-reader';
import { type Ask, askPublisher } from './ask-publisher';
import type { Npm } from './npm';
import { type PublicationFile, publicationOf, type Stated, unstated, untold } from './publication';

export interface NewRequest extends Stated {
  /** Kebab-case; the folder, made where the command runs. */
  readonly name: string;
  /** Asks a person at a terminal for what the options leave open. @default nobody is asked */
  readonly ask?: Ask;
  readonly npm: Npm;
  readonly print: (line: string) => void;
}

const packageName = 'digital-interoperability-platform';
const template = join(packageRoot, 'examples', 'producer');
/** The template's own API, and what using the template in place leaves in it. */
const left = ['openapi.yaml', 'publication.json', 'package-lock.json', 'node_modules', 'cdk.out', 'vendor'];
// Not from the template: npm packs no file of this name.
const ignored = 'node_modules/\ncdk.out/\n';

/**
 * Sets up a producer's repository in a new folder, with the platform's package that this runs from. What nobody stated
 * of the publication is left empty: synthesis then refuses it, as a made-up data controller would be published.
 * @throws Failure where the file cannot be published, and where the folder holds something.
 */
export async function newProducer({ ask, ...given }: NewRequest): Promise<void> {
  const { name, spec, npm, print } = given;
  if (existsSync(name) && readdirSync(name).length > 0) {
    throw new Failure('invalid_configuration', `${name} is not empty: choose another name, or empty it first`);
  }
  const { definition, files } = readSpecification(spec);
  const request = ask ? { ...given, ...(await askPublisher(ask, given, definition.target !== undefined)) } : given;
  const publication = publicationOf(request, definition);
  const { faults } = misshapen(publication);
  if (faults.length > 0) throw new Failure('invalid_configuration', faults.map(({ reason }) => reason).join('\n'));
  print('Packing the platform’s package …');
  try {
    writeRepository(request, { definition, files, publication });
  } catch (error) {
    rmSync(name, { recursive: true, force: true });
    throw error;
  }
  print(`${name} publishes ${printable(definition.title)} with ${definition.operations.length} operations.`);
  for (const field of unstated(publication))
    print(`Before it synthesises, state ${field} in ${name}/publication.json.`);
  for (const field of untold(publication))
    print(`The catalogue says "Not stated" until you state service.${field} in ${name}/publication.json.`);
  const locked = npm.lock(name);
  if (!locked) print('npm wrote no package-lock.json: npm install does, once a registry can be reached.');
  print(`Next: cd ${name} && npm ${locked ? 'ci' : 'install'} && npm test`);
}

interface Repository extends Specification {
  readonly publication: PublicationFile;
}

function writeRepository({ name, spec, npm }: NewRequest, { definition, files, publication }: Repository): void {
  for (const [path, text] of files) write(join(name, path), text);
  cpSync(template, name, { recursive: true, filter: (source) => !left.includes(basename(source)) });
  write(join(name, 'publication.json'), json(publication));
  write(join(name, '.gitignore'), ignored);
  const platform = npm.pack(join(name, 'vendor'));
  edit(join(name, 'package.json'), (text) =>
    json(manifestOf(JSON.parse(text), name, basename(spec), `file:vendor/${platform}`)),
  );
  for (const file of ['README.md', '.github/workflows/publish.yml']) {
    edit(join(name, file), (text) => ownWords(text, name, plainTitle(definition.title), basename(spec)));
  }
}

/** Stands in a command of the new repository's package.json, where a shell reads it. */
const plainName = /^[A-Za-z0-9][A-Za-z0-9._ -]*$/;

/** Whether the repository has something of its own at a path; some file systems know no case. */
function isWritten(path: string): boolean {
  const [top = '', ...below] = path.toLowerCase().split(sep);
  if (top === 'openapi.yaml' && below.length === 0) return false;
  return left.includes(top) || existsSync(join(template, top, ...below));
}

interface Specification extends Pick<ReadApiDefinition, 'definition'> {
  /** It and the files that it refers to, by their paths from its folder. */
  readonly files: ReadonlyMap<string, string>;
}

function readSpecification(spec: string): Specification {
  if (!plainName.test(basename(spec))) {
    throw new Failure(
      'invalid_configuration',
      `${spec}: name the file with letters, digits, blanks, ".", "-" and "_" only`,
    );
  }
  const files = new Map<string, string>();
  const unread: string[] = [];
  const inFolder = makeFolderReader(dirname(spec));
  const readFile = (file: string) => {
    const text = inFolder(file);
    const path = relative(dirname(spec), file);
    if (typeof text === 'string') files.set(path, text);
    else if (text !== undefined) unread.push(`${path}: ${text.refused}`);
    return text;
  };
  const text = readFile(spec);
  if (typeof text !== 'string') {
    const why = text === undefined ? 'is not there: give the path of a file' : `cannot be read: ${text.refused}`;
    throw new Failure('invalid_definition', `${spec} ${why}`);
  }
  const { definition } = parseApiDefinition({ file: spec, text, readFile });
  const written = [...files.keys()].find(isWritten);
  if (written !== undefined) {
    throw new Failure(
      'invalid_definition',
      `${spec} needs ${written}, a name that the new repository has for a file of its own: give it another`,
    );
  }
  const [first] = unread;
  if (first === undefined) return { definition, files };
  throw new Failure('invalid_definition', `${spec} refers to ${first}`);
}

function manifestOf(manifest: Record<string, Record<string, string>>, name: string, file: string, platform: string) {
  return {
    ...manifest,
    name,
    scripts: { ...manifest.scripts, lint: `dip lint ${JSON.stringify(file)}` },
    dependencies: { ...manifest.dependencies, [packageName]: platform },
  };
}

const ownWords = (text: string, name: string, title: string, file: string) =>
  text
    .replaceAll('vaccination-sites', name)
    .replaceAll('Vaccination Sites', () => title)
    .replaceAll('openapi.yaml', () => file);

/** Stands in Markdown and in a workflow's YAML, where a title of the file's author has nothing to say. */
const plainTitle = (title: string) => title.replaceAll(/[^\p{L}\p{N} .,'()/-]+/gu, ' ').trim();

const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const edit = (file: string, change: (text: string) => string) => write(file, change(readFileSync(file, 'utf8')));
