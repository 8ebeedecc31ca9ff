import type { ApiDefinition } from '../domain/api-definition/api-definition';
import { type GatewayRoute, planRoutes } from '../domain/api-definition/plan-routes';
import { readApiDefinition } from '../domain/api-definition/read-api-definition';
import { Failure } from '../domain/failure';

export interface LintRequest {
  readonly file: string;
  readonly json: boolean;
  readonly print: (line: string) => void;
}

interface LintResult {
  readonly api?: { name: string; title: string; version: string; basePath: string; errorFormat: string };
  readonly operations: { id: string; method: string; path: string; access: readonly string[]; route: string }[];
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
}

/** What the platform makes of an OpenAPI file. Returns the exit code: 1 where the file cannot be published. */
export function lint({ file, json, print }: LintRequest): 0 | 1 {
  const result = check(file);
  if (json) print(JSON.stringify(result, undefined, 2));
  else for (const line of report(result)) print(line);
  return result.errors.length > 0 ? 1 : 0;
}

function check(file: string): LintResult {
  let warnings: readonly string[] = [];
  try {
    const read = readApiDefinition({ file });
    warnings = read.warnings;
    const { name, title, version, basePath, errorFormat } = read.definition;
    const operations = describe(read.definition, planRoutes(read.definition));
    return { api: { name, title, version, basePath, errorFormat }, operations, warnings, errors: [] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { operations: [], warnings, errors: error.message.split('\n') };
  }
}

const describe = ({ operations }: ApiDefinition, routes: readonly GatewayRoute[]): LintResult['operations'] =>
  operations.map((operation) => ({
    id: operation.id,
    method: operation.method,
    path: operation.path,
    access: operation.access,
    route: routes.find((route) => route.operations.includes(operation))?.path ?? '',
  }));

function* report({ api, operations, warnings, errors }: LintResult): Generator<string> {
  if (api) {
    yield `${api.title} ${api.version}`;
    yield `  name ${api.name}, base path ${api.basePath}, errors as ${api.errorFormat}`;
  }
  const width = Math.max(0, ...operations.map(({ path }) => path.length));
  for (const { method, path, access, route } of operations) {
    const routed = route === path ? '' : `  routed as ${route}`;
    yield `  ${method.padEnd(7)} ${path.padEnd(width)}  ${access.join(' or ') || 'open'}${routed}`;
  }
  for (const warning of warnings) yield `warning ${warning}`;
  for (const error of errors) yield `error   ${error}`;
  yield `${operations.length} operations, ${warnings.length} warnings, ${errors.length} errors`;
}
