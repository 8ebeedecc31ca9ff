import type { SourceFile } from '../../../domain/api-definition/source-file';
import type { Publisher } from '../../../domain/publishing/registry-entry';
import type { SubscriptionMode } from '../../../domain/publishing/subscription-mode';
import type { ReadApiDefinition } from '../../specification-files/read-api-definition';

/** Build identifiers that an API's `_ping` shows. */
export interface Release {
  readonly revision: string;
  readonly releaseId: string;
  readonly commitId: string;
}

/** The recorded outcome of the go-live checks. */
export interface GoLive {
  /** Who decided, as a role and an organisation; not a person's name. */
  readonly approvedBy: string;
  /** ISO 8601 date. */
  readonly approvedOn: string;
  /** Where the checks are recorded. */
  readonly record: string;
}

/** What consumers are told of the service; the catalogue says "not stated" of what is left out. */
export interface Service {
  /** `alpha`, `private-beta`, `beta`, `stable`, `deprecated` or `retired`. */
  readonly status?: string;
  /** Whom consumers ask. @default `info.contact` of the file */
  readonly contact?: { readonly name?: string; readonly email?: string; readonly url?: string };
  /** Such as `silver`, or what share of the time it answers. */
  readonly level?: string;
  /** Such as `8am to 6pm, Monday to Friday, except bank holidays`. */
  readonly supportHours?: string;
}

/** Where a publication was read from, for the messages about it. */
export const publicationSource = Symbol('publication source');

/** What a producer says of an API beyond its OpenAPI file. Any other key is refused. */
export interface Publication {
  /** Path of an OpenAPI 3.0, 3.1 or 3.2 file, or one already read. */
  readonly specification: string | ReadApiDefinition;
  /** Folder that a specification given as a path stands in and does not leave. @default the one that holds the file */
  readonly folder?: string;
  /** Who publishes it; a third party also states its data controller and its legal basis. */
  readonly publisher: Publisher;
  /** Status, contact, service level and support hours. @default none stated */
  readonly service?: Service;
  /** Kebab-case name, for a specification given as a path. @default made from the base path */
  readonly name?: string;
  /** For a specification given as a path. @default from `servers[0].url` */
  readonly basePath?: string;
  /** URL of the backend; an environment that overrules targets wins. @default the file's `x-nhsd-apim.target.url` */
  readonly target?: string;
  /** Whether a sandbox answers from the file alone. @default as the environment has it */
  readonly sandbox?: boolean;
  /**
   * How applications come by a subscription: `at-once`, `on-approval` or `by-invitation`.
   * @default at once; in production, where it cannot be stated to be at once, on approval
   */
  readonly subscriptions?: SubscriptionMode;
  /** Keeps no field of access records that may say who called. @default false */
  readonly anonymous?: boolean;
  /** Hours that access records are kept; may be fewer than the platform keeps them, never more. @default as the platform */
  readonly logRetentionHours?: number;
  /** Headers of callers that pass to the target beside the standard ones and those that the file declares. @default none */
  readonly requestHeaders?: readonly string[];
  /** Headers of the target that pass to callers beside the standard ones and those that the file declares. @default none */
  readonly responseHeaders?: readonly string[];
  /** Whether the target may set cookies; they are bound to the API's base path, and only it gets them. @default false */
  readonly cookies?: boolean;
  /** Required in production. @default none recorded */
  readonly goLive?: GoLive;
  /** @default the version that the file states */
  readonly release?: Release;
  /** Set by `readPublication`. */
  readonly [publicationSource]?: Pick<SourceFile, 'file' | 'lineOf'>;
}
