import { accessLogToRedactor } from './access-log-to-redactor';
import { authorizerCache } from './authorizer-cache';
import { methodAuthorized } from './method-authorized';
import { noDataTrace } from './no-data-trace';
import { noMockIdentityProvider } from './no-mock-identity-provider';
import { noSourceBackup } from './no-source-backup';
import { noWildcardPrincipal } from './no-wildcard-principal';
import { nothingLeftBehind } from './nothing-left-behind';
import { nothingPublic } from './nothing-public';
import { operationalLogLock } from './operational-log-lock';
import { operationalLogRetention } from './operational-log-retention';
import { ownKeys } from './own-keys';
import { pointInTimeRecovery } from './point-in-time-recovery';
import { readersDeclared } from './readers-declared';
import { readsRecorded } from './reads-recorded';
import { retentionAgrees } from './retention-agrees';
import type { Rule } from './rule';
import { secretsByReference } from './secrets-by-reference';
import { serviceRecords } from './service-records';
import { signInOrigin } from './sign-in-origin';
import { ukOnly } from './uk-only';

/** The laws of the platform that templates can prove, in the order in which the report shows them. */
export const rules: readonly Rule[] = [
  noDataTrace,
  serviceRecords,
  accessLogToRedactor,
  noSourceBackup,
  operationalLogRetention,
  operationalLogLock,
  retentionAgrees,
  nothingLeftBehind,
  readersDeclared,
  readsRecorded,
  ukOnly,
  ownKeys,
  pointInTimeRecovery,
  nothingPublic,
  noWildcardPrincipal,
  methodAuthorized,
  authorizerCache,
  noMockIdentityProvider,
  signInOrigin,
  secretsByReference,
];
