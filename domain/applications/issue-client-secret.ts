import { type IssueSecretNeeds, makeIssueSecret, makeRemoveSecret } from './issue-secret';
import type { OwnApplications } from './own-application';

/** A new `client_secret` (RFC 6749 §2.3.1). */
export const makeIssueClientSecret = (needs: IssueSecretNeeds) => makeIssueSecret('clientSecrets', needs);

/** Ends a client secret: the token endpoint refuses it at once. */
export const makeRemoveClientSecret = (needs: OwnApplications) => makeRemoveSecret('clientSecrets', needs);
