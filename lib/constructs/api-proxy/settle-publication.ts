import type { ApiDefinition } from '../../../domain/api-definition/api-definition';
import { Failure } from '../../../domain/failure';
import { isOwnAnswerHeader } from '../../../domain/http/answer-headers';
import { isOwnRequestHeader } from '../../../domain/http/request-headers';
import { type PublicationFault, publicationFaults } from '../../../domain/publishing/publication-rules';
import { longestLogRetentionHours } from '../../../domain/retention/periods';
import type { Environment } from '../../config/environment';
import type { ReadApiDefinition } from '../../specification-files/read-api-definition';
import { type Publication, publicationSource, type Release } from './publication';
import { misshapen } from './publication-schema';
import { readSpecification } from './read-specification';

/** A publication with nothing left open, checked against the rules of its environment. */
export interface SettledPublication extends Publication {
  readonly specification: ReadApiDefinition;
  readonly definition: ApiDefinition;
  readonly targetUrl: string;
  readonly sandbox: boolean;
  readonly anonymous: boolean;
  readonly logRetentionHours: number;
  readonly requestHeaders: readonly string[];
  readonly responseHeaders: readonly string[];
  readonly cookies: boolean;
  readonly release: Release;
}

/** @throws Failure with everything that is wrong, a line each, naming the API or the file and line, the field and the fix. */
export function settlePublication(publication: Publication, environment: Environment): SettledPublication {
  const specification = readSpecification(publication);
  const { definition } = specification;
  const version = definition.version || 'not stated';
  const settled = {
    sandbox: environment.sandbox,
    anonymous: false,
    logRetentionHours: longestLogRetentionHours,
    requestHeaders: [],
    responseHeaders: [],
    cookies: false,
    release: { revision: version, releaseId: version, commitId: 'none' },
    ...stated(publication),
    publisher: withOwnTeam(publication, definition, environment),
    specification,
    definition,
    targetUrl: targetUrlOf(publication, definition, environment),
  };
  const { faults: shape, unreadable } = misshapen(publication);
  const faults = [
    ...shape,
    ...publicationFaults(settled, environment, unreadable),
    ...environmentFaults(publication, settled, environment),
  ];
  if (faults.length === 0) return settled;
  throw new Failure('governance', faults.map((fault) => located(fault, publication, definition)).join('\n'));
}

/** Who runs the platform has a team for the APIs that are its own. */
function withOwnTeam({ publisher }: Publication, { name }: ApiDefinition, { firstParty, ownTeam }: Environment) {
  const isOwn = firstParty === 'all' || firstParty.includes(name);
  return isOwn && ownTeam && publisher?.team === undefined ? { ...publisher, team: ownTeam } : publisher;
}

/** What is stated as `undefined` is not stated. */
const stated = (publication: Publication): Publication =>
  Object.fromEntries(Object.entries(publication).filter(([, value]) => value !== undefined)) as unknown as Publication;

function located({ field, reason }: PublicationFault, publication: Publication, { name }: ApiDefinition): string {
  const source = publication[publicationSource];
  return source ? `${source.file}:${source.lineOf(field.split('.'))}: ${reason}` : `${name}: ${reason}`;
}

/** What only a file that is given as a path can be told. */
const onlyForPaths = ['name', 'basePath', 'folder'] as const;

/** What the rules of every environment do not say. */
function* environmentFaults(
  publication: Publication,
  { sandbox, requestHeaders, responseHeaders }: SettledPublication,
  environment: Environment,
): Generator<PublicationFault> {
  for (const field of onlyForPaths) {
    if (publication[field] === undefined || typeof publication.specification === 'string') continue;
    yield { field, reason: `${field} has no effect beside a specification that is read: give it to readApiDefinition` };
  }
  if (environment.production && sandbox) {
    const why = `${environment.name} is production, where no API answers without access`;
    yield { field: 'sandbox', reason: `sandbox is true: ${why}; leave it out` };
  }
  const ownHeaders = [
    ['requestHeaders', requestHeaders, isOwnRequestHeader, 'to the target'],
    ['responseHeaders', responseHeaders, isOwnAnswerHeader, 'to callers'],
  ] as const;
  for (const [field, names, isOwn, whom] of ownHeaders) {
    // What is no list is told as such.
    for (const name of Array.isArray(names) ? names.map(String).filter((one) => !isOwn(one)) : []) {
      yield { field, reason: `${field} names "${name}", which no API may pass ${whom}: leave it out` };
    }
  }
}

/** Empty where nothing states one. */
function targetUrlOf({ target }: Publication, definition: ApiDefinition, environment: Environment): string {
  const named = environment.targetUrl ?? target ?? definition.target?.url ?? '';
  return String(named).replaceAll('{api}', definition.name);
}
