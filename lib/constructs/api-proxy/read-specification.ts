import { Failure } from '../../../domain/failure';
import { type ReadApiDefinition, readApiDefinition } from '../../specification-files/read-api-definition';
import type { Publication } from './publication';

/** A publication whose specification is read. */
export type ReadPublication = Publication & { readonly specification: ReadApiDefinition };

/** The specification of a publication, read where it is given as a path. */
export const readSpecification = (publication: Publication): ReadApiDefinition =>
  withSpecification(publication).specification;

/** What was said of the reading goes with it. */
export function withSpecification(publication: Publication): ReadPublication {
  const { specification, folder, name, basePath, ...rest } = publication;
  if (isRead(specification)) return { ...publication, specification };
  if (typeof specification !== 'string') {
    const what =
      'specification is not what it must be: give the path of an OpenAPI file, or what readApiDefinition answers';
    throw new Failure('governance', what);
  }
  const read = readApiDefinition({
    file: specification,
    ...(folder !== undefined && { folder }),
    ...(name !== undefined && { name }),
    ...(basePath !== undefined && { basePath }),
  });
  return { ...rest, specification: read };
}

const isRead = (specification: unknown): specification is ReadApiDefinition =>
  typeof specification === 'object' && specification !== null && 'definition' in specification;
