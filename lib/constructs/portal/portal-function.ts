import type { Construct } from 'constructs';
import type { PortalEnv } from '../../../lambdas/portal/env';
import { publicUrls } from '../../config/public-urls';
import { PlatformFunction } from '../functions/platform-function';
import { allowUsageKeys } from '../gateway/allow-usage-keys';
import type { GatewaySurroundings } from '../gateway/gateway-surroundings';
import type { Stores } from '../storage/stores';
import type { AccountPool } from './account-pool';
import { mailEnv, type PortalMails } from './portal-mails';

export interface PortalFunctionProps {
  readonly surroundings: GatewaySurroundings;
  readonly stores: Stores;
  readonly pool: AccountPool;
  /** Absent where the environment has no domain that mails could come from. */
  readonly mails?: PortalMails | undefined;
  /** Where visitors reach the portal, without a path. */
  readonly portalUrl: string;
  /** Base URL of the environment's APIs. */
  readonly apiUrl: string;
  /** Where users of applications sign in. */
  readonly signInUrl: string;
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-email.html */
const cognitoMailsADay = 50;

/** Renders the portal and does what its visitors ask for. */
export class PortalFunction extends PlatformFunction<PortalEnv> {
  constructor(scope: Construct, id: string, props: PortalFunctionProps) {
    const { stores, pool, mails, portalUrl, apiUrl, signInUrl } = props;
    const { environment, logKey } = props.surroundings;
    super(scope, id, {
      lambda: 'portal',
      description: 'Developer portal',
      environment: {
        ENVIRONMENT: environment.name,
        PRODUCTION: environment.production ? 'true' : 'false',
        PORTAL_URL: portalUrl,
        API_URL: apiUrl,
        SIGN_IN_URL: signInUrl,
        SANDBOX_URL: publicUrls(environment)?.sandbox ?? '',
        IDENTITY_URL: (environment.identityProviders === 'mock' && publicUrls(environment)?.identity) || '',
        DEMO_APPLICATION: environment.demoApplication ?? '',
        MAILS_A_DAY: String(environment.mailsADay ?? cognitoMailsADay),
        OUTBOX: environment.outbox ?? '',
        CONTACT: environment.contact,
        CLIENT_ADDRESS: environment.clientAddress,
        APPLICATIONS_TABLE: stores.applications.tableName,
        REGISTRY_TABLE: stores.registry.tableName,
        ACCOUNTS_TABLE: stores.accounts.tableName,
        TEAMS_TABLE: stores.teams.tableName,
        ORGANISATIONS_TABLE: stores.organisations.tableName,
        INVITATIONS_TABLE: stores.invitations.tableName,
        ACCESS_REQUESTS_TABLE: stores.accessRequests.tableName,
        EVENTS_TABLE: stores.events.tableName,
        PRODUCTS_TABLE: stores.products.tableName,
        DOSSIERS_TABLE: stores.dossiers.tableName,
        GO_LIVES_TABLE: stores.goLives.tableName,
        ANNOUNCEMENTS_TABLE: stores.announcements.tableName,
        CALL_COUNTS_TABLE: stores.callCounts.tableName,
        SESSIONS_TABLE: stores.sessions.tableName,
        ATTEMPTS_TABLE: stores.attempts.tableName,
        KEY_SETS_TABLE: stores.keySets.tableName,
        KEY_USES_TABLE: stores.keyUses.tableName,
        LOCAL_KEY_SETS: environment.allowHttpTargets ? 'true' : 'false',
        ...mailEnv(mails),
        CATALOGUE_BUCKET: stores.catalogue.bucketName,
        USER_POOL_ID: pool.userPoolId,
        USER_POOL_CLIENT_ID: pool.client.userPoolClientId,
      },
      // No variable: Lambda allows 4 KB of them.
      files: { 'brand.json': environment.brand },
      logKey,
      memorySize: 1024,
    });
    stores.applications.allow(this, 'GetItem', 'PutItem');
    stores.registry.allow(this, 'GetItem', 'Scan');
    stores.accounts.allow(this, 'GetItem', 'PutItem');
    stores.teams.allow(this, 'GetItem', 'PutItem');
    stores.organisations.allow(this, 'GetItem', 'PutItem');
    stores.invitations.allow(this, 'GetItem', 'PutItem');
    stores.accessRequests.allow(this, 'GetItem', 'PutItem');
    stores.accessRequests.allowIndexes(this, 'api');
    // Added and read: nobody changes or removes what has happened.
    stores.events.allow(this, 'PutItem', 'Query');
    stores.products.allow(this, 'GetItem', 'PutItem');
    stores.dossiers.allow(this, 'GetItem', 'PutItem');
    stores.goLives.allow(this, 'GetItem', 'PutItem');
    stores.announcements.allow(this, 'GetItem', 'PutItem');
    stores.callCounts.allow(this, 'GetItem');
    stores.sessions.allow(this, 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem');
    stores.attempts.allow(this, 'UpdateItem');
    stores.keySets.allow(this, 'GetItem');
    stores.keyUses.allow(this, 'GetItem');
    stores.catalogue.allowObjects(this, ['GetObject']);
    // Who may not list is told "denied" of a document that is absent.
    stores.catalogue.allowList(this);
    pool.allowManageUsers(this);
    mails?.allowSend(this);
    allowUsageKeys(this, this.ownRole, [
      'POST /apikeys',
      'DELETE /apikeys/*',
      'POST /usageplans/*/keys',
      'DELETE /usageplans/*/keys/*',
    ]);
  }
}
