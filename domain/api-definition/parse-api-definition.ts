import { accessMode } from '../credentials/access-mode';
import { Failure } from '../failure';
import { scalarText } from '../scalar-text';
import { type ApiDefinition, apiDefinition, type Operation } from './api-definition';
import { bundleDocument } from './bundle-document';
import { checkExtensions } from './check-extensions';
import type { Extension } from './extension-schema';
import { readErrorFormat } from './infer-error-format';
import { limits } from './limits';
import { nameFault } from './name-fault';
import { isPlaceholder } from './placeholder';
import { planRouting } from './plan-routing';
import { Problems } from './problems';
import { RawNode } from './raw-node';
import { givenBasePath, nameFrom, readBasePath } from './read-base-path';
import { readExtension } from './read-extension';
import { readOperations } from './read-operations';
import { readVersion } from './read-version';
import { type ReadFile, References } from './references';
import { SchemaPool } from './schema-pool';
import { parseSourceFile, type SourceFile } from './source-file';
import { SpecNode } from './spec-node';
import { validateStructure } from './validate-structure';

export interface ReadApiDefinition {
  readonly definition: ApiDefinition;
  /** The OpenAPI document as parsed, file `$ref`s that exist inlined, `#/…` references kept; extension still in it. */
  readonly document: Record<string, unknown>;
  /** One line each, with file and line: what was let pass and what it means. */
  readonly warnings: readonly string[];
}

export interface DefinitionText {
  readonly text: string;
  /** Named in messages; relative `$ref`s are read beside it. */
  readonly file: string;
  /** Overrules the name made from the base path. */
  readonly name?: string;
  /** Overrules `servers[0].url`. */
  readonly basePath?: string;
  /** Where `$ref`s to other files are read; without it they lead nowhere. */
  readonly readFile?: ReadFile;
}

/** @throws Failure `invalid_definition`: one line for each error, `<file>:<line>: <what is wrong>; <the fix>`. */
export function parseApiDefinition(request: DefinitionText): ReadApiDefinition {
  try {
    return parse(request);
  } catch (error) {
    throw asFailure(error, request.file);
  }
}

/** Whatever is thrown while one file is read says of which, and nothing of the platform's inside. */
function asFailure(error: unknown, file: string): Failure {
  if (error instanceof Failure) return error;
  const what = error instanceof Error ? error.name : 'a fault';
  const fix = 'take parts of the file away until it can be read, and report the part that made the difference';
  return new Failure('invalid_definition', `${file}:1: the file cannot be read (${what}); ${fix}`, { cause: error });
}

function parse(request: DefinitionText): ReadApiDefinition {
  const { file, text, readFile = () => undefined } = request;
  const problems = new Problems();
  const source = parsedSource(file, text);
  const references = new References({ root: source, readFile, problems });
  const root = SpecNode.read(references, RawNode.rootOf(source), 'error');
  const version = readVersion(root, problems);
  problems.throwIfAny();
  const definition = readDefinition({
    root,
    references,
    schemas: new SchemaPool(references, version),
    problems,
    request,
  });
  const document = bundleDocument(root.written, references);
  validateStructure(root.written, version, problems);
  return { definition, document, warnings: problems.warnings };
}

function parsedSource(file: string, text: string): SourceFile {
  const parsed = parseSourceFile(file, text);
  if ('content' in parsed) return parsed;
  const lines = parsed.map(({ line, message }) => `${file}:${line}: not YAML or JSON: ${message}; correct the syntax`);
  throw new Failure('invalid_definition', lines.join('\n'));
}

interface Reading {
  readonly root: SpecNode;
  readonly references: References;
  readonly schemas: SchemaPool;
  readonly problems: Problems;
  readonly request: DefinitionText;
}

function readDefinition({ root, references, schemas, problems, request }: Reading): ApiDefinition {
  const info = root.child('info', 'error');
  const title = nameAt(info.child('title'), limits.titleCharacters, problems);
  if (title === '') problems.error(info, 'info.title is missing; name the API');
  const extension = readExtension(root, references, problems);
  const granted = extension?.access.flatMap(({ grants }) => accessMode.options.filter((mode) => mode in grants)) ?? [];
  const operations = readOperations({
    root,
    granted: [...new Set(granted)],
    references,
    schemas,
    contents: [],
    problems,
  });
  const basePath =
    request.basePath === undefined
      ? readBasePath(root, title, problems)
      : givenBasePath(request.basePath, request.file, problems);
  const errorFormat = readErrorFormat(root, basePath, { operations, schemas: schemas.schemas }, problems);
  const name = request.name ?? nameFrom(basePath);
  if (!apiDefinition.shape.name.safeParse(name).success) {
    problems.error(root, `the name "${name}" is not kebab-case; give one of lower-case words joined by hyphens`);
  }
  const characters = operations.reduce(
    (sum, { id, path, access }) => sum + id.length + path.length + 20 * access.length,
    0,
  );
  if (characters > limits.operationsCharacters) {
    const what = `the ids and paths of its operations have more than ${limits.operationsCharacters} characters`;
    problems.error(root.child('paths'), `${what}; split the file into several APIs`);
  }
  checkExtensions(references.sources, problems);
  problems.throwIfAny();
  warnOfOneRoute(operations, root, problems);
  return apiDefinition.parse({
    name,
    title,
    version: versionAt(info.child('version'), problems),
    description: info.child('description').text ?? '',
    openapi: root.child('openapi').text,
    basePath,
    operations,
    schemas: schemas.schemas,
    errorFormat,
    ...fromExtension(extension),
  });
}

function warnOfOneRoute(operations: Operation[], root: SpecNode, problems: Problems): void {
  const { because } = planRouting({ operations });
  if (because === undefined) return;
  const effect = 'they are told apart behind one route, and the authoriser is asked at every call';
  problems.warning(
    root.child('paths'),
    `${because}: ${effect}; split the file into several APIs to have its decisions kept`,
  );
}

/** Text that lists and headings show, in one line and of bounded length. `version: 1.0` without quotes is a number. */
function nameAt(node: SpecNode, most: number, problems: Problems): string {
  const text = scalarText(node.scalar);
  const fault = nameFault(text.replaceAll(/\s+/g, ' ').trim(), most);
  if (fault !== undefined) problems.warning(node, `info.${node.key} ${fault} and is shown without; shorten it`);
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  return plain.length > most ? `${plain.slice(0, most - 1)}…` : plain;
}

/** Empty where the file has no version but the place of one. */
function versionAt(node: SpecNode, problems: Problems): string {
  const version = nameAt(node, limits.versionCharacters, problems);
  if (!isPlaceholder(version)) return version;
  problems.warning(node, `info.version is the placeholder "${version}" and is shown as not stated; state a version`);
  return '';
}

type FromExtension = Pick<
  ApiDefinition,
  'target' | 'rateLimits' | 'identityHeaders' | 'attributeHeaders' | 'monitoring' | 'delegatedAccess'
>;

function fromExtension(extension: Extension | undefined): FromExtension {
  const { proxy, 'app-default': application } = extension?.ratelimiting ?? {};
  return {
    ...(extension?.target && { target: targetOf(extension.target) }),
    rateLimits: { ...(proxy && { proxy }), ...(application && { application }) },
    identityHeaders: extension?.['target-identity'] ?? [],
    attributeHeaders: extension?.['target-attributes'] ?? [],
    monitoring: extension?.monitoring ?? true,
    delegatedAccess: extension?.delegatedaccess ?? false,
  };
}

function targetOf({ type, url, healthcheck, security }: NonNullable<Extension['target']>): ApiDefinition['target'] {
  return { type, ...(url && { url }), ...(healthcheck && { healthcheck }), ...(security && { security }) };
}
