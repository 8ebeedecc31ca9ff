import { basename } from 'node:path';
import type { ApiDefinition } from '../../domain/api-definition/api-definition';

/** What is stated of a new API, in options or by a person who was asked. */
export interface Stated {
  /** OpenAPI file; it is copied, and so are the files that it refers to. */
  readonly spec: string;
  readonly organisation?: string;
  readonly dataController?: string;
  readonly legalBasis?: string;
  /** The body that runs the platform publishes it. */
  readonly firstParty: boolean;
  /** URL of the backend. @default the file's `x-nhsd-apim.target` */
  readonly target?: string;
  /** Of the catalogue, such as `alpha`. */
  readonly status?: string;
  /** Address that consumers write to. @default `info.contact` of the file */
  readonly contactEmail?: string;
  readonly serviceLevel?: string;
  readonly supportHours?: string;
}

export type PublicationFile = ReturnType<typeof publicationOf>;

/** `publication.json` as it is stated, and empty where nobody stated what must be. */
export function publicationOf(request: Stated, { target }: ApiDefinition) {
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

function serviceOf({ status, contactEmail, serviceLevel, supportHours }: Stated) {
  return {
    ...(status !== undefined && { status }),
    ...(contactEmail !== undefined && { contact: { email: contactEmail } }),
    ...(serviceLevel !== undefined && { level: serviceLevel }),
    ...(supportHours !== undefined && { supportHours }),
  };
}

/** What consumers would like to know and nobody must state; of the contact the file may say something too. */
export const untold = ({ service = {} }: PublicationFile): string[] =>
  ['status', 'level', 'supportHours'].filter((field) => !Object.hasOwn(service, field));

/** What must be stated and is not. */
export function* unstated({ publisher, ...fields }: PublicationFile): Generator<string> {
  if (fields.target === '') yield 'target';
  for (const [field, value] of Object.entries(publisher)) if (value === '') yield `publisher.${field}`;
}
