import * as z from 'zod';
import { readSpecification } from '../../../domain/catalogue/specification/read-specification';
import type { Specification } from '../../../domain/catalogue/specification/specification';
import { parseJson } from '../../../domain/exact-json';
import type { PublishedDocuments } from '../../../domain/publishing/published-documents';
import type { RegistryEntry } from '../../../domain/publishing/registry-entry';

const openApiDocument = z.record(z.string(), z.unknown());

/** The specification of an API, as it was published; undefined where its document is not there. */
export async function readPublished(
  documents: Pick<PublishedDocuments, 'read'>,
  { documentKey }: RegistryEntry,
): Promise<Specification | undefined> {
  const text = await documents.read(documentKey);
  return text === undefined ? undefined : readSpecification(openApiDocument.parse(parseJson(text)));
}
