import { httpMethod, type Operation } from './api-definition';
import { completeExamples } from './complete-examples';
import { limits } from './limits';
import { mergeTwins } from './merge-twins';
import { faultOf, segmentsOf, shapeOf } from './path-template';
import { platformPaths } from './platform-paths';
import type { Problems } from './problems';
import type { AccessRules } from './read-access';
import { EXACT_PATH, idFrom, type OperationRules, type OperationSource, readOperation } from './read-operation';
import type { SpecNode } from './spec-node';
import { isNamedBeside, strongerSiblings } from './stronger-siblings';
import { warnOfSlips } from './warn-of-slips';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
const GATEWAY_SEGMENTS = ['ping', 'sping'];

/** Whether calls of a path never reach the API. */
const isKept = (path: string): boolean =>
  platformPaths.includes(path) || GATEWAY_SEGMENTS.includes(segmentsOf(path)[0] ?? '');

export function readOperations(rules: OperationRules): Operation[] {
  const { root, problems } = rules;
  const paths = root.child('paths', 'error');
  const named = paths.keys.filter((key) => !key.startsWith('x-'));
  const sources = named.flatMap((path) => readItem(paths.child(path, 'error'), rules));
  if (sources.length === 0 && problems.isClean) {
    const left = named.some((path) => isKept(path)) ? ' beside those that API Gateway and the platform keep' : '';
    const what = `no paths with an operation${left}; declare at least one under "paths"`;
    problems.error(root.has('paths') ? paths : root, what);
  }
  if (sources.length > limits.operations) {
    problems.error(paths, `the file has more than ${limits.operations} operations; split it into several APIs`);
    problems.throwIfAny();
  }
  warnOfDefaults(sources, rules);
  warnOfSlips(sources, problems);
  warnOfStrongerSiblings(sources, rules);
  completeExamples(rules, problems);
  return uniqueIds([...byRoute(sources, rules)].map(mergeTwins));
}

function readItem(item: SpecNode, rules: OperationRules): OperationSource[] {
  const { problems } = rules;
  const [path = '', fragment = ''] = item.key.split('#', 2);
  if (path.includes('?')) {
    const what = `path "${path}" has a query string, so its operations are not published`;
    problems.warning(item, `${what}; declare query parameters under "parameters"`);
    return [];
  }
  const fault = faultOf(path);
  if (fault !== undefined) problems.error(item, fault);
  if (fault !== undefined || !item.exists) return [];
  if (platformPaths.includes(path)) {
    problems.warning(item, `the platform serves ${path} of every API itself; remove it from the file`);
    return [];
  }
  if (isKept(path)) {
    problems.warning(item, `API Gateway keeps ${path} to itself, so it is not published; rename the path`);
    return [];
  }
  const part = partsOf(item, problems);
  if (part('trace').exists) problems.warning(part('trace'), 'TRACE is not carried; remove it from the file');
  // Methods of OpenAPI 3.2, which API Gateway does not know.
  for (const name of ['query', 'additionalOperations']) {
    if (part(name).exists) problems.warning(part(name), `${name} is not carried; declare it with another method too`);
  }
  return httpMethod.options.flatMap((method) => {
    const node = part(method.toLowerCase());
    if (!node.isMap) return [];
    refuseBeside(node, problems);
    return [readOperation({ node, parameters: part('parameters'), path, fragment, method }, rules)];
  });
}

/** OpenAPI 3.0.3 and 3.1, Path Item Object: what stands beside its `$ref` adds to what it names; twice is undefined. */
function partsOf(item: SpecNode, problems: Problems): (name: string) => SpecNode {
  return (name) => {
    if (!item.isBeside(name)) return item.child(name, 'error');
    if (item.has(name)) {
      problems.error(item.beside(name, 'error'), `${name} stands beside a $ref that names one too; remove one of them`);
    }
    return item.beside(name, 'error');
  };
}

/** OpenAPI has no operation that is a `$ref`, real files do; what stands beside it tools read in different ways. */
function refuseBeside(node: SpecNode, problems: Problems): void {
  const read = ['security', 'parameters', 'requestBody', 'responses', 'operationId'];
  const beside = read.filter((name) => node.isBeside(name));
  if (beside.length === 0) return;
  const what = `the operation ${node.key} is a $ref and has ${beside.join(', ')} beside it`;
  problems.error(node.written, `${what}; write it into what the $ref names`);
}

type Twins = [OperationSource, ...OperationSource[]];

function byRoute(sources: readonly OperationSource[], { problems }: AccessRules): Iterable<Twins> {
  const routes = new Map<string, Twins>();
  for (const source of sources) {
    const { operation, node } = source;
    const route = `${operation.method} ${shapeOf(operation.path)}`;
    const twins = routes.get(route);
    if (twins === undefined) {
      routes.set(route, [source]);
      continue;
    }
    const [first] = twins;
    if (twins.length === limits.twins) {
      const what = `${operation.method} ${operation.path} is declared more than ${limits.twins} times, apart from its "#"`;
      problems.error(node, `${what}; join some of them`);
    }
    if (twins.length >= limits.twins) continue;
    twins.push(source);
    if (operation.path !== first.operation.path) {
      const other = `${first.operation.path} (line ${first.node.line})`;
      const what = `${operation.method} ${operation.path} is the same route as ${other}`;
      problems.error(node, `${what}; remove one or make their paths differ in a literal segment`);
    } else if (!sameModes(operation, first.operation)) {
      const what = `${operation.method} ${operation.path} is declared twice, apart from its "#", with different security`;
      problems.error(node, `${what}; a request shows no "#", so give both the same`);
    }
  }
  return routes.values();
}

const sameModes = (a: Operation, b: Operation): boolean => [...a.access].sort().join() === [...b.access].sort().join();

function warnOfDefaults(sources: readonly OperationSource[], { root, problems }: AccessRules): void {
  const defaulted = sources.filter((source) => source.defaulted);
  const [first] = defaulted;
  if (first === undefined) return;
  const { method, path, access } = first.operation;
  const rest = defaulted.length > 1 ? ` and ${defaulted.length - 1} more` : '';
  const fix = 'give each operation its "security", an explicit [] where it is open';
  problems.warning(
    root.child('paths'),
    `no usable security for ${method} ${path}${rest}: taken as ${access.join(' or ')}; ${fix}`,
  );
}

function warnOfStrongerSiblings(sources: readonly OperationSource[], { problems }: AccessRules): void {
  const operations = sources.map(({ operation }) => operation);
  for (const { operation, node } of sources) {
    const stronger = strongerSiblings(operation, operations).filter((other) => isNamedBeside(other, operation));
    const [first] = stronger;
    const at = sources.find((source) => source.operation === first)?.node;
    if (first === undefined || at === undefined) continue;
    const rest = stronger.length > 1 ? ` and ${stronger.length - 1} more` : '';
    const pair = `${worded(operation)} stands beside ${worded(first)} at ${at.location}${rest}`;
    const effect = 'what a lenient target could read as the stronger path is refused';
    const fix = `give both the same security, or state "${EXACT_PATH}: true" where the target reads paths letter by letter`;
    problems.warning(node, `${pair}: ${effect}; ${fix}`);
  }
}

const worded = ({ method, path, access }: Operation): string => `${method} ${path} (${access.join(' or ') || 'open'})`;

function uniqueIds(operations: readonly Operation[]): Operation[] {
  const taken = new Set<string>();
  return operations.map((operation) => {
    const made = taken.has(operation.id) ? idFrom(operation.method, operation.path) : operation.id;
    let id = made;
    for (let number = 2; taken.has(id); number += 1) id = `${made}-${number}`;
    taken.add(id);
    return { ...operation, id };
  });
}
