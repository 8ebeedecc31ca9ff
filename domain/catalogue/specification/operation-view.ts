import { isRecord, type JsonObject, recordOf } from '../../record';
import { documentsOf } from './about-view';
import { type DocumentReferences, fragmentOf } from './document-references';
import { exampleViews } from './example-views';
import { schemaView } from './schema-view';
import type { BodyView, ContentView, OperationView, ParameterView, ResponseView } from './specification';
import { textOf } from './text-of';

interface Declared {
  readonly method: string;
  readonly path: string;
  readonly operation: JsonObject;
  /** What the path item says for all its operations. */
  readonly shared: unknown;
}

const places = { path: 'Path', query: 'Query', header: 'Header', cookie: 'Cookie' } as const;

export function operationView(declared: Declared, references: DocumentReferences): OperationView {
  const { method, path, operation, shared } = declared;
  const body = operation.requestBody === undefined ? undefined : bodyView(operation.requestBody, references);
  return {
    id: fragmentOf('operation', textOf(operation.operationId) || `${method}-${path}`),
    method: method.toUpperCase(),
    path,
    summary: textOf(operation.summary) || textOf(operation.operationId),
    description: textOf(operation.description),
    deprecated: operation.deprecated === true,
    access: accessOf(operation.security),
    parameters: parameterViews(shared, operation.parameters, references),
    ...(body && { body }),
    responses: Object.entries(recordOf(operation.responses)).map(([status, response]) =>
      responseView(status, response, references),
    ),
    documents: documentsOf(operation.externalDocs),
    callbacks: [],
  };
}

const accessOf = (security: unknown): string[] =>
  Array.isArray(security) ? security.filter(isRecord).flatMap((requirement) => Object.keys(requirement)) : [];

function parameterViews(shared: unknown, own: unknown, references: DocumentReferences): OperationView['parameters'] {
  const byKey = new Map<string, JsonObject>();
  for (const parameter of [...listOf(shared), ...listOf(own)].map((value) => references.resolve(value))) {
    byKey.set(`${parameter.in} ${parameter.name}`, parameter);
  }
  return Object.entries(places).flatMap(([key, place]) => {
    const rows = [...byKey.values()]
      .filter((parameter) => parameter.in === key)
      .map((parameter) => parameterView(textOf(parameter.name), parameter, references));
    return rows.length === 0 ? [] : [{ place, rows }];
  });
}

function parameterView(name: string, parameter: JsonObject, references: DocumentReferences): ParameterView {
  const [media] = Object.values(recordOf(parameter.content)).filter(isRecord);
  return {
    name,
    required: parameter.required === true,
    description: textOf(parameter.description),
    schema: schemaView(parameter.schema ?? media?.schema ?? {}, references),
    examples: exampleViews(parameter, references),
  };
}

function bodyView(requestBody: unknown, references: DocumentReferences): BodyView {
  const body = references.resolve(requestBody);
  return {
    required: body.required === true,
    description: textOf(body.description),
    content: contentViews(body.content, references),
  };
}

function responseView(status: string, declared: unknown, references: DocumentReferences): ResponseView {
  const response = references.resolve(declared);
  return {
    status,
    isError: /^[45]/.test(status),
    description: textOf(response.description),
    headers: Object.entries(recordOf(response.headers)).map(([name, header]) =>
      parameterView(name, references.resolve(header), references),
    ),
    content: contentViews(response.content, references),
  };
}

const contentViews = (content: unknown, references: DocumentReferences): ContentView[] =>
  Object.entries(recordOf(content)).map(([mediaType, value]) => {
    const media = recordOf(value);
    return {
      mediaType,
      ...(media.schema !== undefined && { schema: schemaView(media.schema, references) }),
      examples: exampleViews(media, references),
    };
  });
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
