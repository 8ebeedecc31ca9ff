import type { Tools } from '../../tools';
import { readPublished } from '../catalogue/read-published';
import type { ExampleCall } from './tutorial-values';

/** An error that the sandbox can be asked for. */
export async function errorCodeOf(
  { registry, documents }: Pick<Tools, 'registry' | 'documents'>,
  call: ExampleCall | undefined,
): Promise<string | undefined> {
  const entry = call && (await registry.find(call.api));
  const specification = entry && (await readPublished(documents, entry));
  const operations = specification?.groups.flatMap((group) => group.operations) ?? [];
  const operation = operations.find(({ method, path }) => method === 'GET' && path === call?.path);
  return operation?.responses.find(({ status, content }) => /^[45]\d\d$/.test(status) && content.length > 0)?.status;
}
