import { z } from 'zod';
import type { ApiDefinition } from '../../../domain/api-definition/api-definition';
import type { ReadApiDefinition } from '../../../domain/api-definition/read-api-definition';
import { Failure } from '../../../domain/failure';
import { isOwnAnswerHeader } from '../../../domain/http/answer-headers';
import { isOwnRequestHeader } from '../../../domain/http/request-headers';
import { serviceFaults } from '../../../domain/registry/service-statement';
import type { Environment } from '../../config/environment';
import { longestLogRetentionHours } from '../../config/retention';
import type { Publication, Release } from './publication';
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

/** @throws Failure naming the API, the field and the fix. */
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
    ...publication,
    specification,
    definition,
  };
  checkGovernance(settled, environment);
  return { ...settled, targetUrl: targetUrlOf(settled, environment) };
}

type Settled = Omit<SettledPublication, 'targetUrl'>;

function checkGovernance(settled: Settled, environment: Environment) {
  const { definition, publisher, goLive, logRetentionHours, requestHeaders, responseHeaders } = settled;
  const faults: string[] = [];
  const refuse = (reason: string) => faults.push(`${definition.name}: ${reason}`);
  if (publisher.organisation.trim() === '') {
    refuse('publisher.organisation is empty: name who publishes the API');
  }
  if (settled.service) for (const fault of serviceFaults(settled.service)) refuse(fault);
  if (environment.production && settled.sandbox) {
    refuse(`sandbox is true: ${environment.name} is production, where no API answers without access; leave it out`);
  }
  if (goLive && !isDate(goLive.approvedOn)) {
    refuse(`goLive.approvedOn is "${goLive.approvedOn}": write the date of the approval as YYYY-MM-DD`);
  }
  for (const field of ['approvedBy', 'record'] as const) {
    if (goLive && goLive[field].trim() === '') refuse(`goLive.${field} is empty: state what the checks recorded`);
  }
  if (publisher.thirdParty && !publisher.dataController) {
    refuse('publisher.dataController is missing: a third party names the data controller of what its API processes');
  }
  if (publisher.thirdParty && !publisher.legalBasis) {
    refuse('publisher.legalBasis is missing: a third party names the legal basis, such as "UK GDPR Article 6(1)(e)"');
  }
  if (environment.production && !goLive) {
    refuse('goLive is missing: production needs the recorded outcome of the go-live checks');
  }
  const ownHeaders = [
    ['requestHeaders', requestHeaders.filter((name) => !isOwnRequestHeader(name)), 'to the target'],
    ['responseHeaders', responseHeaders.filter((name) => !isOwnAnswerHeader(name)), 'to callers'],
  ] as const;
  for (const [field, [name], whom] of ownHeaders) {
    if (name !== undefined) refuse(`${field} names "${name}", which no API may pass ${whom}: leave it out`);
  }
  if (!Number.isInteger(logRetentionHours) || logRetentionHours < 1 || logRetentionHours > longestLogRetentionHours) {
    refuse(
      `logRetentionHours is ${logRetentionHours}: state whole hours from 1 to ${longestLogRetentionHours} (90 days)`,
    );
  }
  if (faults.length > 0) throw new Failure('governance', faults.join('\n'));
}

const isDate = (text: string): boolean => z.iso.date().safeParse(text).success;

function targetUrlOf({ definition, target }: Settled, environment: Environment): string {
  const { name: api } = definition;
  const hosted = definition.target?.type === 'hosted' ? environment.hostedTargetUrl : undefined;
  const named = environment.targetUrl ?? target ?? definition.target?.url ?? hosted;
  if (!named) {
    throw new Failure(
      'governance',
      `${api}: target is missing: state x-nhsd-apim.target.url in the file, or pass target`,
    );
  }
  const url = named.replaceAll('{api}', api);
  const { protocol } = URL.canParse(url) ? new URL(url) : { protocol: 'none' };
  if (protocol === 'https:' || (environment.allowHttpTargets && protocol === 'http:')) return url;
  throw new Failure('governance', `${api}: target is "${url}": in ${environment.name} it must be an https URL`);
}
