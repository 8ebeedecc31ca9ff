import type { ApiDefinition } from '../api-definition/api-definition';
import type { Registration } from './registration';
import type { RegistryEntry } from './registry-entry';

/** What a registration is judged by. */
export interface Proposal {
  readonly registration: Registration;
  readonly definition: ApiDefinition;
  /** Every API of the environment, the registered one too where it is there already. */
  readonly registered: readonly RegistryEntry[];
  readonly production: boolean;
  readonly allowHttpTargets: boolean;
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

// A base path below another's, such as /a/b beside /a, is fine: API Gateway takes the longest that fits.
const basePathIsFree: Rule = ({ registration: { Api, BasePath }, registered }) => {
  const holder = registered.find(({ api, basePath }) => basePath === BasePath && api !== Api);
  return holder && takenBasePath(BasePath, holder.api);
};

export const takenBasePath = (basePath: string, api: string): string =>
  `The base path ${basePath} is taken by the API "${api}". Choose another servers[0].url or basePath.`;

/** `oauth2` is the authorisation server's; API Gateway keeps the others on a custom domain. */
const reserved = ['oauth2', 'ping', 'sping'];

const basePathIsNotReserved: Rule = ({ registration: { BasePath } }) =>
  reserved.includes(BasePath.split('/')[1] ?? '')
    ? `The base path ${BasePath} is reserved for the platform. Choose one that does not begin with it.`
    : undefined;

const targetIsEncrypted: Rule = ({ registration: { TargetUrl }, allowHttpTargets }) => {
  const protocol = URL.canParse(TargetUrl) ? new URL(TargetUrl).protocol : undefined;
  if (protocol === 'https:' || (allowHttpTargets && protocol === 'http:')) return undefined;
  return `The target "${TargetUrl}" is not an https URL. Patient data never travels unencrypted.`;
};

const dataControllerIsNamed: Rule = ({ registration: { Publisher } }) =>
  Publisher.thirdParty && Publisher.dataController === undefined
    ? 'A third party names the data controller of what its API processes: state publisher.dataController.'
    : undefined;

const legalBasisIsNamed: Rule = ({ registration: { Publisher } }) =>
  Publisher.thirdParty && Publisher.legalBasis === undefined
    ? 'A third party names the legal basis of the processing: state publisher.legalBasis.'
    : undefined;

const goLiveIsRecorded: Rule = ({ registration: { GoLive }, production }) =>
  production && GoLive === undefined
    ? 'Production needs the recorded outcome of the go-live checks: state goLive.'
    : undefined;

/** 90 days, the platform's own limit. */
const mostHours = 2160;

const retentionIsWithinLimit: Rule = ({ registration: { LogRetentionHours: hours } }) =>
  Number.isInteger(hours) && hours >= 1 && hours <= mostHours
    ? undefined
    : `logRetentionHours must be whole hours from 1 to ${mostHours} (90 days): an API may keep records for less, never for more.`;

const anonymousAsksForNoUser: Rule = ({ registration: { Anonymous }, definition: { identityHeaders } }) =>
  Anonymous && identityHeaders.length > 0
    ? 'An anonymous API cannot ask who its user is: remove target-identity, or do not declare it anonymous.'
    : undefined;

const rules: readonly Rule[] = [
  definitionAgrees,
  nameIsFree,
  basePathIsFree,
  basePathIsNotReserved,
  targetIsEncrypted,
  dataControllerIsNamed,
  legalBasisIsNamed,
  goLiveIsRecorded,
  retentionIsWithinLimit,
  anonymousAsksForNoUser,
];

/** Everything that a proposal breaks, so that a producer mends it in one go; empty where it may be registered. */
export const violations = (proposal: Proposal): string[] => rules.flatMap((rule) => rule(proposal) ?? []);
