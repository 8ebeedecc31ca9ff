import type { HttpMethod, Operation, ParameterDefinition, ResponseDefinition } from './api-definition';
import { inlined } from './inlined';
import { limits } from './limits';
import { nameFault } from './name-fault';
import type { Problems } from './problems';
import { isRecord } from './raw-node';
import { type AccessRules, defaultAccess, readAccess } from './read-access';
import { readContent, readSchema } from './read-content';
import type { References } from './references';
import type { SpecNode } from './spec-node';

/** On an operation whose target reads paths letter by letter, decoded once. */
export const EXACT_PATH = 'x-dip-exact-path';

/** An operation together with the parts of the file that it came from. */
export interface OperationSource {
  readonly operation: Operation;
  readonly node: SpecNode;
  /** What stands after `#` in the path, empty where there is none. */
  readonly fragment: string;
  /** Whether access was taken by default, because the file gives none that can be used. */
  readonly defaulted: boolean;
}

export function readOperation(
  at: { node: SpecNode; parameters: SpecNode; path: string; fragment: string; method: HttpMethod },
  rules: AccessRules,
): OperationSource {
  const { node, path, method, fragment } = at;
  const { references } = rules;
  const summary = node.child('summary').text;
  const requestBody = readRequestBody(node.child('requestBody'), references);
  const access = readAccess(node, rules);
  const operation: Operation = {
    id: statedId(node, rules.problems) ?? idFrom(method, `${path}-${fragment}`).slice(0, limits.operationIdCharacters),
    method,
    path,
    ...(summary && { summary }),
    access: access ?? defaultAccess(rules),
    ...(readExactPath(node, rules) && { exactPath: true }),
    parameters: readParameters([at.parameters, node.child('parameters')], rules),
    ...(requestBody && { requestBody }),
    responses: readResponses(node.child('responses'), references),
  };
  return { operation, node, fragment, defaulted: access === undefined };
}

function readExactPath(node: SpecNode, { problems }: AccessRules): boolean {
  const { scalar: value } = node.child(EXACT_PATH);
  if (node.has(EXACT_PATH) && typeof value !== 'boolean') {
    problems.error(node.child(EXACT_PATH), `${EXACT_PATH} is neither true nor false; write one of them`);
  }
  return value === true;
}

function statedId(node: SpecNode, problems: Problems): string | undefined {
  const { text } = node.child('operationId');
  if (text === undefined || text === '') return undefined;
  const fault = nameFault(text, limits.operationIdCharacters);
  if (fault === undefined) return text;
  problems.warning(node.child('operationId'), `operationId ${fault}, so one is made of method and path; change it`);
  return undefined;
}

/** `GET /hello/{name}` → `get-hello-name` */
export const idFrom = (method: string, path: string): string =>
  `${method}-${path}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '');

function readRequestBody(node: SpecNode, references: References): Operation['requestBody'] {
  if (!node.exists) return undefined;
  return { required: node.child('required').scalar === true, content: readContent(node.child('content'), references) };
}

/** An operation's parameter overrules its path's of the same name and place (OpenAPI 3.1 §4.8.9). */
function readParameters(lists: readonly SpecNode[], { references, problems }: AccessRules): ParameterDefinition[] {
  const parameters = new Map<string, ParameterDefinition>();
  for (const node of lists.flatMap((list) => list.children())) {
    const parameter = readParameter(node, references);
    if (parameter) parameters.set(`${parameter.in} ${parameter.name}`, parameter);
    else if (node.exists)
      problems.warning(node, 'a parameter without a name and a known place is left out; give "name" and "in"');
  }
  return [...parameters.values()];
}

function readParameter(node: SpecNode, references: References): ParameterDefinition | undefined {
  const name = node.child('name').text;
  const place = (['path', 'query', 'header', 'cookie'] as const).find((each) => each === node.child('in').scalar);
  if (name === undefined || place === undefined) return undefined;
  const description = node.child('description').text;
  const [media] = node.child('content').children();
  const schema = readSchema(node.has('schema') || !media ? node.child('schema') : media.child('schema'), references);
  const example = exampleOf(node, references) ?? schema?.example;
  return {
    name,
    in: place,
    required: node.child('required').scalar === true || place === 'path',
    ...(description && { description }),
    ...(schema && { schema }),
    ...(example !== undefined && { example }),
  };
}

function exampleOf(node: SpecNode, references: References): unknown {
  if (node.has('example')) return inlined(node.child('example').written, references);
  const [first] = node.child('examples').children();
  return first?.has('value') ? inlined(first.child('value').written, references) : undefined;
}

function readResponses(node: SpecNode, references: References): ResponseDefinition[] {
  const statuses = node.keys.filter((key) => !key.startsWith('x-'));
  return statuses.flatMap((status) => {
    const response = node.child(status);
    if (!response.exists) return [];
    const description = response.child('description').text;
    const headers = response.has('headers') ? inlined(response.child('headers').written, references) : {};
    return [
      {
        status,
        ...(description && { description }),
        headers: isRecord(headers) ? headers : {},
        content: readContent(response.child('content'), references),
      },
    ];
  });
}
