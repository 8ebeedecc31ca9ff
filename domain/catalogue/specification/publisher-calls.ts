import { httpMethod } from '../../api-definition/api-definition';
import { isRecord, type JsonObject, recordOf } from '../../record';
import type { DocumentReferences } from './document-references';
import { operationView } from './operation-view';
import type { OperationGroup, OperationView } from './specification';

/** Names an operation as no other of the page is named. */
export type Unique = (view: OperationView) => OperationView;

/** The calls of a document's webhooks, by their names; before OpenAPI 3.1 they were an extension. */
export const webhookViews = (document: JsonObject, references: DocumentReferences, unique: Unique): OperationGroup[] =>
  Object.entries({ ...recordOf(document['x-webhooks']), ...recordOf(document.webhooks) }).map(([name, item]) =>
    groupOf(name, [['', item]], references, unique),
  );

/** The calls that an operation's callbacks promise, by their names. */
export const callbackViews = (callbacks: unknown, references: DocumentReferences, unique: Unique): OperationGroup[] =>
  Object.entries(recordOf(callbacks)).map(([name, callback]) =>
    groupOf(name, Object.entries(references.resolve(callback)), references, unique),
  );

function groupOf(
  name: string,
  items: readonly [string, unknown][],
  references: DocumentReferences,
  unique: Unique,
): OperationGroup {
  const operations = items.flatMap(([path, declared]) => {
    const item = references.resolve(declared);
    return httpMethod.options.flatMap((method) => {
      const operation = item[method.toLowerCase()];
      // Few lines can refer to one shared callback so often that its calls are millions.
      if (!(isRecord(operation) && references.admitCall())) return [];
      const declared = { method, path, operation: references.resolve(operation), shared: item.parameters };
      return [unique(operationView(declared, references))];
    });
  });
  return { name, description: '', documents: [], operations };
}
