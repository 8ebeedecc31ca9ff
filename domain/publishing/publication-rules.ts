import * as z from 'zod';
import type { ApiDefinition } from '../api-definition/api-definition';
import { longestLogRetentionHours } from '../retention/periods';
import type { GoLive } from './registration';
import type { Publisher } from './registry-entry';
import type { SubscriptionMode } from './subscription-mode';
import { longestStatement, textFault } from './text-fault';

/** What a producer states of an API, held to the rules when it is synthesised and again when it is deployed. */
export interface StatedPublication {
  readonly definition: ApiDefinition;
  readonly publisher: Publisher;
  readonly goLive?: GoLive | undefined;
  readonly logRetentionHours: number;
  readonly anonymous: boolean;
  readonly targetUrl: string;
  readonly subscriptions?: SubscriptionMode | undefined;
}

/** What the platform, and no producer, says of an environment. */
export interface PublicationGround {
  readonly production: boolean;
  readonly allowHttpTargets: boolean;
  /** Names of the APIs whose publisher is the body that runs the platform. */
  readonly firstParty: 'all' | readonly string[];
}

export interface PublicationFault {
  /** What a producer changes, such as `publisher.dataController`. */
  readonly field: string;
  /** What is wrong with it and how to mend it, beginning with the field. */
  readonly reason: string;
}

type Stated = StatedPublication & PublicationGround;
/** Why a field breaks the rule and, after a colon, how to mend it; undefined where it holds. */
type Rule = readonly [field: string, broken: (stated: Stated) => string | undefined];

const readAsWritten = (field: string, textOf: (stated: Stated) => string | undefined): Rule => [
  field,
  (stated) => {
    const fault = textFault(textOf(stated) ?? '', longestStatement);
    return fault && `${fault}: write it without`;
  },
];

/** What URL parsers mend without a word, such as white space and `\\`, is another address for whoever reads the text. */
const isPlainAddress = (url: string): boolean => /^https?:\/\/[\w.~:[\]-]+(\/[\w.~:/%!$&'()*+,;=-]*)?$/.test(url);

const isMissing = (text: string | undefined): boolean => text === undefined || text.trim() === '';
const isOwn = ({ firstParty, definition }: Stated): boolean =>
  firstParty === 'all' || firstParty.includes(definition.name);

const rules: readonly Rule[] = [
  [
    'publisher.organisation',
    ({ publisher }) => (isMissing(publisher.organisation) ? 'is empty: name who publishes the API' : undefined),
  ],
  [
    'publisher.thirdParty',
    (stated) =>
      stated.publisher.thirdParty || isOwn(stated)
        ? undefined
        : `is false, and the environment does not list "${stated.definition.name}" among the APIs of the body that runs it: state true, dataController and legalBasis`,
  ],
  [
    'publisher.dataController',
    ({ publisher }) =>
      publisher.thirdParty && isMissing(publisher.dataController)
        ? 'is missing: a third party names the data controller of what its API processes'
        : undefined,
  ],
  [
    'publisher.legalBasis',
    ({ publisher }) =>
      publisher.thirdParty && isMissing(publisher.legalBasis)
        ? 'is missing: a third party names the legal basis of the processing, such as "UK GDPR Article 6(1)(e)"'
        : undefined,
  ],
  [
    'goLive',
    ({ production, goLive }) =>
      production && !goLive ? 'is missing: production needs the recorded outcome of the go-live checks' : undefined,
  ],
  ...(['approvedBy', 'record'] as const).map(
    (field): Rule => [
      `goLive.${field}`,
      ({ goLive }) => (goLive && isMissing(goLive[field]) ? 'is empty: state what the checks recorded' : undefined),
    ],
  ),
  [
    'goLive.approvedOn',
    ({ goLive }) =>
      goLive && !isDate(goLive.approvedOn)
        ? `is "${goLive.approvedOn}": write the date of the approval as YYYY-MM-DD`
        : undefined,
  ],
  [
    'logRetentionHours',
    ({ logRetentionHours: hours }) =>
      Number.isInteger(hours) && hours >= 1 && hours <= longestLogRetentionHours
        ? undefined
        : `is ${hours}: state whole hours from 1 to ${longestLogRetentionHours} (${longestLogRetentionHours / 24} days)`,
  ],
  [
    'anonymous',
    ({ anonymous, definition }) =>
      anonymous && definition.identityHeaders.length > 0
        ? 'is true, and an anonymous API cannot ask who its user is: remove target-identity from the file, or leave it out'
        : undefined,
  ],
  [
    'publisher.team',
    ({ publisher: { team } }) =>
      team === undefined || /^[\w-]{1,64}$/.test(team)
        ? undefined
        : 'is no id of a team: copy it from the address of the team’s page in the portal',
  ],
  [
    'subscriptions',
    ({ subscriptions, production, anonymous, publisher }) => {
      if (subscriptions === 'on-assurance' && publisher.team === undefined) {
        return 'is "on-assurance", and nobody would review anything: state publisher.team';
      }
      if (!production || subscriptions === undefined || subscriptions === 'on-assurance') return undefined;
      if (subscriptions === 'at-once') {
        return 'is "at-once", and in production nobody calls without an approval: leave it out for "on-assurance"';
      }
      return anonymous
        ? undefined
        : `is "${subscriptions}", and in production an API that may tell who a patient is asks for assurance: leave it out`;
    },
  ],
  ...(['organisation', 'dataController', 'legalBasis'] as const).map((field) =>
    readAsWritten(`publisher.${field}`, ({ publisher }) => publisher[field]),
  ),
  ...(['approvedBy', 'record'] as const).map((field) =>
    readAsWritten(`goLive.${field}`, ({ goLive }) => goLive?.[field]),
  ),
  readAsWritten('target', ({ targetUrl }) => targetUrl),
  [
    'target',
    ({ targetUrl, allowHttpTargets, definition }) => {
      const protocol = URL.canParse(targetUrl) ? new URL(targetUrl).protocol : undefined;
      if (protocol === 'https:' || (allowHttpTargets && protocol === 'http:')) {
        return isPlainAddress(targetUrl)
          ? undefined
          : `is ${JSON.stringify(targetUrl)}, not a plain address: state scheme, host, port and path alone, without user, query, fragment or white space`;
      }
      if (targetUrl !== '')
        return `is "${targetUrl}": it must be an https URL, as patient data never travels unencrypted`;
      if (definition.target?.type === 'hosted') {
        return 'is missing, and the platform runs no containers: run them, and state their https URL';
      }
      return 'is missing: state the https URL of the backend, here or as x-nhsd-apim.target.url in the file';
    },
  ],
];

/** ISO 8601, and a day that there is. */
const isDate = (text: string): boolean => z.iso.date().safeParse(text).success;

/** Everything that a publication breaks, so that a producer mends it in one go; nothing of fields that are unreadable. */
export function publicationFaults(
  publication: StatedPublication,
  { production, allowHttpTargets, firstParty }: PublicationGround,
  unreadable: ReadonlySet<string> = new Set(),
): PublicationFault[] {
  return rules.flatMap(([field, broken]) => {
    const [first = ''] = field.split('.');
    const reason = unreadable.has(first)
      ? undefined
      : broken({ ...publication, production, allowHttpTargets, firstParty });
    return reason === undefined ? [] : [{ field, reason: `${field} ${reason}` }];
  });
}
