import { httpMethod } from '../../api-definition/api-definition';
import { isRecord, type JsonObject, recordOf } from '../../record';
import { scalarText } from '../../scalar-text';
import { aboutView, documentsOf } from './about-view';
import { DocumentReferences } from './document-references';
import { operationView } from './operation-view';
import { callbackViews, type Unique, webhookViews } from './publisher-calls';
import { schemaView } from './schema-view';
import { shownPart } from './shown-part';
import type { OperationGroup, OperationView, SecurityView, Specification } from './specification';
import { textOf } from './text-of';

const methods = httpMethod.options.map((method) => method.toLowerCase());

/** Reads a published document, which is known to be OpenAPI; what a producer left out is empty. */
export function readSpecification(document: JsonObject): Specification {
  const references = new DocumentReferences(document);
  const info = recordOf(document.info);
  const unique = makeUnique();
  const groups = groupsOf(document, references, unique);
  const webhooks = webhookViews(document, references, unique);
  const schemas = references.namedSchemas.map(([reference, schema]) => ({
    ...reference,
    schema: schemaView(schema, references),
  }));
  return shownPart({
    title: textOf(info.title),
    version: scalarText(info.version),
    description: textOf(info.description),
    about: aboutView(document),
    servers: recordsOf(document.servers).map(({ url, description }) => ({
      url: textOf(url),
      description: textOf(description),
    })),
    security: Object.entries(recordOf(recordOf(document.components).securitySchemes)).map(([name, scheme]) =>
      securityView(name, recordOf(scheme)),
    ),
    groups,
    webhooks,
    isCut: references.isCut,
    schemas,
  });
}

function securityView(name: string, scheme: JsonObject): SecurityView {
  const sent =
    scheme.type === 'apiKey'
      ? `Send it in the header ${textOf(scheme.name)}.`
      : 'Send it in the header Authorization, after the word Bearer.';
  return { name, description: textOf(scheme.description), sent };
}

function groupsOf(document: JsonObject, references: DocumentReferences, unique: Unique): OperationGroup[] {
  const groups = new Map<string, OperationView[]>();
  for (const [path, declared] of Object.entries(recordOf(document.paths))) {
    const item = references.resolve(declared);
    for (const method of methods) {
      if (!isRecord(item[method])) continue;
      const operation = references.resolve(item[method]);
      const view = unique(operationView({ method, path, operation, shared: item.parameters }, references));
      const callbacks = callbackViews(operation.callbacks, references, unique);
      const [tag] = Array.isArray(operation.tags) ? operation.tags : [];
      const name = textOf(tag) || 'Operations';
      const group = groups.get(name) ?? [];
      group.push({ ...view, callbacks });
      groups.set(name, group);
    }
  }
  const tags = new Map(recordsOf(document.tags).map((tag) => [textOf(tag.name), tag]));
  return [...groups].map(([name, operations]) => {
    const { description, externalDocs } = tags.get(name) ?? {};
    return { name, description: textOf(description), documents: documentsOf(externalDocs), operations };
  });
}

function makeUnique(): Unique {
  const taken = new Set<string>();
  return (view) => {
    let id = view.id;
    for (let count = 2; taken.has(id); count += 1) id = `${view.id}-${count}`;
    taken.add(id);
    return { ...view, id };
  };
}
const recordsOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isRecord) : []);
