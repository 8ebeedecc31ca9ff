import * as z from 'zod';
import type { PublishedDocuments } from '../../../domain/catalogue/published-documents';
import { readSpecification } from '../../../domain/catalogue/specification/read-specification';
import type { Specification } from '../../../domain/catalogue/specification/specification';
import { parseJson } from '../../../domain/exact-json';
import type { RegistryEntry } from '../../../domain/registry/registry-entry';

const openApiDocument = z.record(z.string(), z.unknown());

/** The specification of an API, as it was published; undefined where its document is not there. */
export async function readPublished(
  documents: PublishedDocuments,
  { documentKey }: RegistryEntry,
): Promise<Specification | undefined> {
  const text = await documents.read(documentKey);
  return text === undefined ? undefined : readSpecification(openApiDocument.parse(parseJson(text)));
}
