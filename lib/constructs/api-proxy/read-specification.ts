import { type ReadApiDefinition, readApiDefinition } from '../../../domain/api-definition/read-api-definition';
import type { Publication } from './publication';

/** The specification of a publication, read where it is given as a path. */
export function readSpecification({ specification, folder, name, basePath }: Publication): ReadApiDefinition {
  if (typeof specification !== 'string') return specification;
  return readApiDefinition({
    file: specification,
    ...(folder !== undefined && { folder }),
    ...(name !== undefined && { name }),
    ...(basePath !== undefined && { basePath }),
  });
}
