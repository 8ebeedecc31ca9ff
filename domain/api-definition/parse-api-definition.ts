import { Failure } from '../failure';
import { type ApiDefinition, apiDefinition } from './api-definition';
import { bundleDocument } from './bundle-document';
import type { Extension } from './extension-schema';
import { readErrorFormat } from './infer-error-format';
import { Problems } from './problems';
import { givenBasePath, nameFrom, readBasePath } from './read-base-path';
import { readExtension } from './read-extension';
import { readOperations } from './read-operations';
import { readVersion } from './read-version';
import { type ReadFile, References } from './references';
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
  const { file, text, readFile = () => undefined } = request;
  const problems = new Problems();
  const source = parsedSource(file, text);
  const root = SpecNode.rootOf(source);
  const version = readVersion(root, problems);
  problems.throwIfAny();
  const references = new References({ root: source, readFile, problems });
  const definition = readDefinition({ root, references, problems, request });
  const document = bundleDocument(root, references);
  validateStructure(root, version, problems);
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
  readonly problems: Problems;
  readonly request: DefinitionText;
}

function readDefinition({ root, references, problems, request }: Reading): ApiDefinition {
  const info = references.follow(root.child('info'), 'error') ?? root.child('info');
  const title = info.child('title').text ?? '';
  if (title === '') problems.error(info, 'info.title is missing; name the API');
  const extension = readExtension(root, references, problems);
  const granted = extension?.access.flatMap(({ grants }) => grantedModes(grants)) ?? [];
  const operations = readOperations({ root, granted: [...new Set(granted)], references, problems });
  const basePath =
    request.basePath === undefined
      ? readBasePath(root, title, problems)
      : givenBasePath(request.basePath, request.file, problems);
  const errorFormat = readErrorFormat(root, basePath, operations, problems);
  const name = request.name ?? nameFrom(basePath);
  if (!apiDefinition.shape.name.safeParse(name).success) {
    problems.error(root, `the name "${name}" is not kebab-case; give one of lower-case words joined by hyphens`);
  }
  problems.throwIfAny();
  return apiDefinition.parse({
    name,
    title,
    version: versionOf(info.fields.version),
    description: info.child('description').text ?? '',
    openapi: root.child('openapi').text,
    basePath,
    operations,
    errorFormat,
    ...fromExtension(extension),
  });
}

/** `version: 1.0` without quotes is a number to YAML. */
const versionOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

type FromExtension = Pick<
  ApiDefinition,
  'products' | 'target' | 'rateLimits' | 'identityHeaders' | 'attributeHeaders' | 'monitoring' | 'delegatedAccess'
>;

function fromExtension(extension: Extension | undefined): FromExtension {
  const { proxy, 'app-default': application } = extension?.ratelimiting ?? {};
  return {
    products: (extension?.access ?? []).map((product) => ({ ...product, grants: grantedModes(product.grants) })),
    ...(extension?.target && { target: targetOf(extension.target) }),
    rateLimits: { ...(proxy && { proxy }), ...(application && { application }) },
    identityHeaders: extension?.['target-identity'] ?? [],
    attributeHeaders: extension?.['target-attributes'] ?? [],
    monitoring: extension?.monitoring ?? true,
    delegatedAccess: extension?.delegatedaccess ?? false,
  };
}

const grantedModes = (grants: Extension['access'][number]['grants']) =>
  apiDefinition.shape.products.element.shape.grants.parse(Object.keys(grants));

function targetOf({ type, url, healthcheck, security }: NonNullable<Extension['target']>): ApiDefinition['target'] {
  return { type, ...(url && { url }), ...(healthcheck && { healthcheck }), ...(security && { security }) };
}
