import { basename } from 'node:path';
import type { ApiDefinition } from '../../domain/api-definition/api-definition';
import type { NewRequest } from './new-producer';

export type Publication = ReturnType<typeof publicationOf>;

/** `publication.json` as it is stated, and empty where nobody stated what must be. */
export function publicationOf(request: NewRequest, { target }: ApiDefinition) {
  const service = serviceOf(request);
  const { spec, organisation = '', dataController = '', legalBasis = '', firstParty } = request;
  return {
    specification: basename(spec),
    ...(request.target ? { target: request.target } : !target && { target: '' }),
    publisher: firstParty
      ? { organisation, thirdParty: false }
      : { organisation, thirdParty: true, dataController, legalBasis },
    ...(Object.keys(service).length > 0 && { service }),
  };
}

function serviceOf({ status, contactEmail, serviceLevel, supportHours }: NewRequest) {
  return {
    ...(status !== undefined && { status }),
    ...(contactEmail !== undefined && { contact: { email: contactEmail } }),
    ...(serviceLevel !== undefined && { level: serviceLevel }),
    ...(supportHours !== undefined && { supportHours }),
  };
}

/** What consumers would like to know and nobody must state; of the contact the file may say something too. */
export const untold = ({ service = {} }: Publication): string[] =>
  ['status', 'level', 'supportHours'].filter((field) => !Object.hasOwn(service, field));

/** What must be stated and is not. */
export function* unstated({ publisher, ...fields }: Publication): Generator<string> {
  if (fields.target === '') yield 'target';
  for (const [field, value] of Object.entries(publisher)) if (value === '') yield `publisher.${field}`;
}
