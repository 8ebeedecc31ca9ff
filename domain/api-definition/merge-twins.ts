import { writeJson } from '../exact-json';
import type { Example, MediaType, Operation, ParameterDefinition, ResponseDefinition } from './api-definition';
import type { OperationSource } from './read-operation';

/**
 * Operations that differ only after `#` in their path are one operation to HTTP: examples are joined (a name already
 * taken gets the fragment in front), schemas become alternatives. The one without a fragment gives its id.
 */
export function mergeTwins(twins: readonly [OperationSource, ...OperationSource[]]): Operation {
  const first = twins.find(({ fragment }) => fragment === '') ?? twins[0];
  return twins.filter((twin) => twin !== first).reduce(join, first.operation);
}

function join(into: Operation, { operation, fragment }: OperationSource): Operation {
  const requestBody = joinBodies(into.requestBody, operation.requestBody, fragment);
  const { exactPath, ...declared } = into;
  return {
    ...declared,
    ...(exactPath && operation.exactPath && { exactPath }),
    parameters: joinParameters(into.parameters, operation.parameters),
    ...(requestBody && { requestBody }),
    responses: joinResponses(into.responses, operation.responses, fragment),
  };
}

type Body = Operation['requestBody'];
function joinBodies(a: Body, b: Body, fragment: string): Body {
  if (!a || !b) return a ? { ...a, required: false } : b && { ...b, required: false };
  return { required: a.required && b.required, content: joinContent(a.content, b.content, fragment) };
}

function joinParameters(a: readonly ParameterDefinition[], b: readonly ParameterDefinition[]): ParameterDefinition[] {
  const same = (x: ParameterDefinition) => (y: ParameterDefinition) => x.name === y.name && x.in === y.in;
  const inBoth = (parameter: ParameterDefinition, twin: ParameterDefinition | undefined): ParameterDefinition => ({
    ...parameter,
    required: parameter.required && (twin?.required ?? false),
  });
  return [
    ...a.map((parameter) => inBoth(parameter, b.find(same(parameter)))),
    ...b.filter((parameter) => !a.some(same(parameter))).map((parameter) => inBoth(parameter, undefined)),
  ];
}

const joinResponses = (a: ResponseDefinition[], b: ResponseDefinition[], fragment: string): ResponseDefinition[] =>
  joinBy(
    a,
    b,
    ({ status }) => status,
    (x, y) => ({
      ...x,
      headers: { ...y.headers, ...x.headers },
      content: joinContent(x.content, y.content, fragment),
    }),
  );

const joinContent = (a: MediaType[], b: MediaType[], fragment: string): MediaType[] =>
  joinBy(
    a,
    b,
    ({ contentType }) => contentType,
    (x, y) => ({
      contentType: x.contentType,
      ...joinSchemas(x.schema, y.schema),
      examples: joinExamples(x.examples, y.examples, fragment),
    }),
  );

function joinSchemas(a: MediaType['schema'], b: MediaType['schema']): Pick<MediaType, 'schema'> {
  if (!a || !b) return {};
  return writeJson(a) === writeJson(b) ? { schema: a } : { schema: { anyOf: [a, b] } };
}

function joinExamples(a: readonly Example[], b: readonly Example[], fragment: string): Example[] {
  const taken = new Set(a.map(({ name }) => name));
  const isNew = (each: Example) => !a.some((known) => writeJson(known) === writeJson(each));
  return [
    ...a,
    ...b.filter(isNew).map((each) => (taken.has(each.name) ? { ...each, name: `${fragment}-${each.name}` } : each)),
  ];
}

function joinBy<T>(a: readonly T[], b: readonly T[], key: (each: T) => string, both: (x: T, y: T) => T): T[] {
  const twinOf = (each: T) => b.find((other) => key(other) === key(each));
  const joined = a.map((each) => {
    const twin = twinOf(each);
    return twin === undefined ? each : both(each, twin);
  });
  return [...joined, ...b.filter((each) => !a.some((other) => key(other) === key(each)))];
}
