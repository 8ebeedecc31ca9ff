import type { ApiDefinition } from '../api-definition/api-definition';
import { isReservedBasePath } from '../api-definition/read-base-path';
import { type PublicationGround, publicationFaults } from './publication-rules';
import type { Registration } from './registration';
import type { RegistryEntry } from './registry-entry';
import { takenOver } from './taken-over';

/** What a registration is judged by. */
export interface Proposal extends PublicationGround {
  readonly registration: Registration;
  readonly definition: ApiDefinition;
  /** Every API of the environment, the registered one too where it is there already. */
  readonly registered: readonly RegistryEntry[];
}

/** What the proposal breaks and how to mend it, in words for a producer; undefined where it holds. */
type Rule = (proposal: Proposal) => string | undefined;

const definitionAgrees: Rule = ({ registration: { Api, BasePath }, definition }) =>
  definition.name === Api && definition.basePath === BasePath
    ? undefined
    : `The definition is of "${definition.name}" at ${definition.basePath}, but ${Api} at ${BasePath} is deployed.`;

const nameIsFree: Rule = ({ registration: { Api, Owner }, registered }) =>
  registered.some(({ api, owner }) => api === Api && owner !== Owner)
    ? `The name "${Api}" belongs to an API of another stack. Choose another name.`
    : undefined;

const basePathIsFree: Rule = ({ registration: { Api, BasePath }, registered }) => {
  const holder = registered.find(({ api, basePath }) => basePath === BasePath && api !== Api);
  return holder && takenBasePath(BasePath, holder.api);
};

export const takenBasePath = (basePath: string, api: string): string =>
  `The base path ${basePath} is taken by the API "${api}". Choose another servers[0].url or basePath.`;

/** A base path below another's, such as /a/b beside /a, is fine where /a declares nothing there. */
const nothingIsTakenOver: Rule = ({ registration: { Api }, definition, registered }) => {
  const others = registered.filter(({ api }) => api !== Api);
  const [taken] = others.flatMap(({ api, ...other }) => takenOver(definition, { ...other, name: api }) ?? []);
  return taken && `${taken}, which would answer it. Choose another servers[0].url or basePath.`;
};

const basePathIsNotReserved: Rule = ({ registration: { BasePath } }) =>
  isReservedBasePath(BasePath)
    ? `The base path ${BasePath} is reserved for the platform. Choose one that does not begin with it.`
    : undefined;

const rules: readonly Rule[] = [
  definitionAgrees,
  nameIsFree,
  basePathIsFree,
  nothingIsTakenOver,
  basePathIsNotReserved,
];

/**
 * Everything that a proposal breaks, so that a producer mends it in one go; empty where it may be registered. Synthesis
 * held the publication to the same rules, on a machine and with a list of environments that are the producer's.
 */
export function violations(proposal: Proposal): string[] {
  const { registration, definition } = proposal;
  const publication = {
    definition,
    publisher: registration.Publisher,
    goLive: registration.GoLive,
    logRetentionHours: registration.LogRetentionHours,
    anonymous: registration.Anonymous,
    targetUrl: registration.TargetUrl,
    subscriptions: registration.Subscriptions || undefined,
  };
  const faults = publicationFaults(publication, proposal).map(({ reason }) => `${reason}.`);
  return [...rules.flatMap((rule) => rule(proposal) ?? []), ...faults];
}
