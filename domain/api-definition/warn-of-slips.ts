import { partsOf, segmentsOf, shapeOf } from './path-template';
import type { Problems } from './problems';
import type { OperationSource } from './read-operation';

/** What OpenAPI asks of operations, and files that work miss: ids that differ, and a parameter for each of the path's. */
export function warnOfSlips(sources: readonly OperationSource[], problems: Problems): void {
  const firstOf = new Map<string, OperationSource>();
  for (const source of sources) {
    const { operation, node } = source;
    const id = node.child('operationId');
    const first = id.exists ? (firstOf.get(operation.id) ?? source) : source;
    if (id.exists) firstOf.set(operation.id, first);
    if (routeOf(first) !== routeOf(source)) {
      const other = `${first.operation.method} ${first.operation.path}`;
      const what = `operationId "${operation.id}" is that of ${other} too, so one is made of method and path`;
      problems.warning(id, `${what}; give each its own`);
    }
    warnOfParameters(source, problems);
  }
}

const routeOf = ({ operation: { method, path } }: OperationSource): string => `${method} ${shapeOf(path)}`;

function warnOfParameters(
  { operation: { method, path, parameters }, node }: OperationSource,
  problems: Problems,
): void {
  const inPath = segmentsOf(path)
    .flatMap(partsOf)
    .flatMap((part) => ('parameter' in part ? [part.parameter] : []));
  const declared = parameters.flatMap((each) => (each.in === 'path' ? [each.name] : []));
  for (const name of inPath.filter((each) => !declared.includes(each))) {
    const fix = `add one of that name, with "in: path" and "required: true"`;
    problems.warning(node, `${method} ${path} declares no path parameter "${name}"; ${fix}`);
  }
  for (const name of declared.filter((each) => !inPath.includes(each))) {
    const fix = 'correct the name or take the parameter away';
    problems.warning(node, `the path ${path} has no {${name}}; ${fix}`);
  }
}
