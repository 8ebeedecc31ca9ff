import type { ApiDefinition } from '../domain/api-definition/api-definition';
import { planRouting, type Routing } from '../domain/api-definition/plan-routing';
import { Failure } from '../domain/failure';
import { printable, printableJson } from '../domain/printable';
import { type DefinitionSource, readApiDefinition } from '../lib/specification-files/read-api-definition';

export interface LintRequest {
  readonly file: string;
  /** That the file's `$ref`s do not leave. @default the one that holds the file */
  readonly folder?: string;
  readonly json: boolean;
  readonly print: (line: string) => void;
}

interface LintResult {
  readonly api?: {
    name: string;
    title: string;
    version: string;
    basePath: string;
    errorFormat: string;
    /** How API Gateway is told the operations. */
    form: Pick<Routing, 'api' | 'sandbox'>;
  };
  readonly operations: { id: string; method: string; path: string; access: readonly string[]; route: string }[];
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
}

/** What the platform makes of an OpenAPI file. Returns the exit code: 1 where the file cannot be published. */
export function lint({ file, folder, json, print }: LintRequest): 0 | 1 {
  const result = check({ file, ...(folder !== undefined && { folder }) });
  if (json) print(printableJson(result, 2));
  else for (const line of report(result)) print(printable(line));
  return result.errors.length > 0 ? 1 : 0;
}

function check(source: DefinitionSource): LintResult {
  let warnings: readonly string[] = [];
  try {
    const read = readApiDefinition(source);
    warnings = read.warnings;
    const { name, title, version, basePath, errorFormat } = read.definition;
    const routing = planRouting(read.definition);
    const form = { api: routing.api, sandbox: routing.sandbox };
    const operations = describe(read.definition, routing);
    return { api: { name, title, version, basePath, errorFormat, form }, operations, warnings, errors: [] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const errors = error.message.split('\n').map((line) => naming(source.file, line));
    return { operations: [], warnings, errors };
  }
}

/** What is refused of the whole API has no line of its own. */
const naming = (file: string, line: string) => (line.includes(file) ? line : `${file}: ${line}`);

function describe({ operations }: ApiDefinition, { api, routes }: Routing): LintResult['operations'] {
  const explicit = api === 'explicit' ? routes : [];
  const routeOf = new Map(explicit.flatMap(({ operations: arriving, path }) => arriving.map((each) => [each, path])));
  return operations.map((operation) => ({
    id: operation.id,
    method: operation.method,
    path: operation.path,
    access: operation.access,
    route: routeOf.get(operation) ?? '/{proxy+}',
  }));
}

function* report({ api, operations, warnings, errors }: LintResult): Generator<string> {
  if (api) {
    yield `${api.title} ${api.version || '(version not stated)'}`;
    yield `  name ${api.name}, base path ${api.basePath}, errors as ${api.errorFormat}`;
    if (api.form.api === 'greedy') yield '  every operation behind one route, /{proxy+}';
    else if (api.form.sandbox === 'greedy') yield '  every operation of its sandbox behind one route, /{proxy+}';
  }
  const width = operations.reduce((most, { path }) => Math.max(most, path.length), 0);
  for (const { method, path, access, route } of operations) {
    const routed = route === path || api?.form.api === 'greedy' ? '' : `  routed as ${route}`;
    yield `  ${method.padEnd(7)} ${path.padEnd(width)}  ${access.join(' or ') || 'open'}${routed}`;
  }
  for (const warning of warnings) yield `warning ${warning}`;
  for (const error of errors) yield `error   ${error}`;
  yield `${operations.length} operations, ${warnings.length} warnings, ${errors.length} errors`;
}
