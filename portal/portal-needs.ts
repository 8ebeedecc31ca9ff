import type { AccountDirectory } from '../domain/accounts/account-directory';
import type { AccountStore } from '../domain/accounts/account-store';
import type { Attempts } from '../domain/accounts/attempts';
import type { CommonPasswords } from '../domain/accounts/password';
import type { SessionStore } from '../domain/accounts/session-store';
import type { Announcements } from '../domain/announcements/announcement';
import type { AccessRequests } from '../domain/applications/access-request';
import type { ApplicationStore } from '../domain/applications/application-store';
import type { KeyUses } from '../domain/applications/key-uses';
import type { UsageKeys } from '../domain/applications/usage-keys';
import type { Brand } from '../domain/brand';
import type { Rows } from '../domain/change-row';
import type { SecretHash } from '../domain/credentials/secret-hash';
import type { Actor, EventLog } from '../domain/events/event';
import type { KeySetStore } from '../domain/key-sets/kept-key-set';
import type { AccessCounts, ApiCounts } from '../domain/logs/counting/call-counts';
import type { ClientAddressTreatment } from '../domain/logs/redaction/client-address';
import type { Mailer } from '../domain/mails/mailer';
import type { OnboardingPorts } from '../domain/onboarding/ports';
import type { Clock, NewId } from '../domain/ports';
import type { GoLiveRecord } from '../domain/publishing/go-live/go-live-record';
import type { PublishedDocuments } from '../domain/publishing/published-documents';
import type { RegistryStore } from '../domain/publishing/registry-store';
import type { TeamPorts } from '../domain/teams/ports';
import type { Assets, Templates } from './view/make-render';

export interface PortalNeeds extends Pick<TeamPorts, 'teams' | 'organisations' | 'invitations'> {
  readonly registry: Pick<RegistryStore, 'find' | 'list'>;
  readonly documents: Pick<PublishedDocuments, 'read'>;
  readonly directory: AccountDirectory;
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly applications: ApplicationStore;
  /** What the authorisation server last read at the addresses of key sets. */
  readonly keySets: Pick<KeySetStore, 'find'>;
  readonly requests: AccessRequests;
  readonly products: OnboardingPorts['products'];
  readonly dossiers: OnboardingPorts['dossiers'];
  readonly goLives: Rows<GoLiveRecord>;
  readonly announcements: Rows<Announcements>;
  readonly apiCounts: Pick<Rows<ApiCounts>, 'find'>;
  readonly accessCounts: Pick<Rows<AccessCounts>, 'find'>;
  readonly events: Pick<EventLog, 'latest'>;
  /** Does work in somebody's name: what it changes is told as theirs. */
  readonly actAs: <T>(actor: Actor, work: () => T) => T;
  readonly keyUses: Pick<KeyUses, 'of'>;
  readonly usageKeys: UsageKeys;
  readonly mailer: Mailer;
  readonly attempts: Attempts;
  readonly commonPasswords: CommonPasswords;
  readonly hash: SecretHash;
  readonly clock: Clock;
  readonly newId: NewId;
  /** A secret of at least 128 bits in the alphabet of base64url. */
  readonly newSecret: () => string;
  readonly templates: Templates;
  readonly assets: Assets;
  readonly environment: PortalSettings;
  /** Told of every fault that a visitor only sees as "a problem with the service". */
  readonly onFault: (error: unknown) => void;
  /** Told of every mail that was not sent because no more can be, as its reader waits in vain. */
  readonly onMailsRefused: () => void;
}

export interface PortalSettings {
  readonly name: string;
  readonly production: boolean;
  /** Origins without a path: `https://portal.example.nhs.uk`. */
  readonly portalUrl: string;
  readonly apiUrl: string;
  /** Where users of applications sign in: `https://auth.example.nhs.uk/oauth2`. */
  readonly signInUrl: string;
  /** Empty where there is no sandbox. */
  readonly sandboxUrl: string;
  /** Where stand-ins for CIS2 and NHS login answer; empty where the real ones do. */
  readonly identityUrl: string;
  /** Id of the application that pages may speak of to whoever has none; empty where there is none. */
  readonly demoApplication: string;
  /** Key sets may be published over http and on this machine. */
  readonly localKeySets: boolean;
  /** How many mails to developers may be sent in a day. */
  readonly mailsADay: number;
  /** Where mails can be read that leave this machine by none; empty where they leave. */
  readonly outbox: string;
  readonly brand: Brand;
  /** Whom visitors write to. */
  readonly contact: string;
  /** What records of calls keep of the caller's address. */
  readonly clientAddress: ClientAddressTreatment;
}
