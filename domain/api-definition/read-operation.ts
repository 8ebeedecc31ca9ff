import type { HttpMethod, Operation, ResponseDefinition } from './api-definition';
import { limits } from './limits';
import { nameFault } from './name-fault';
import type { Problems } from './problems';
import { type AccessRules, defaultAccess, readAccess } from './read-access';
import { type ContentRules, readContent } from './read-content';
import { readHeaders } from './read-headers';
import { readParameters } from './read-parameters';
import type { SpecNode } from './spec-node';

/** On an operation whose target reads paths letter by letter, decoded once. */
export const EXACT_PATH = 'x-dip-exact-path';

/** What an operation is read by. */
export type OperationRules = AccessRules & ContentRules;

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
  rules: OperationRules,
): OperationSource {
  const { node, path, method, fragment } = at;
  const summary = node.child('summary').text;
  const requestBody = readRequestBody(node.child('requestBody'), rules);
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
    responses: readResponses(node.child('responses'), rules),
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

function readRequestBody(node: SpecNode, rules: ContentRules): Operation['requestBody'] {
  if (!node.exists) return undefined;
  return {
    required: node.child('required').scalar === true,
    content: readContent(node.child('content'), 'request', rules),
  };
}

function readResponses(node: SpecNode, rules: ContentRules): ResponseDefinition[] {
  const statuses = node.keys.filter((key) => !key.startsWith('x-'));
  return statuses.flatMap((status) => {
    const response = node.child(status);
    if (!response.exists) return [];
    const description = response.child('description').text;
    return [
      {
        status,
        ...(description && { description }),
        headers: readHeaders(response.child('headers'), rules),
        content: readContent(response.child('content'), 'response', rules),
      },
    ];
  });
}
