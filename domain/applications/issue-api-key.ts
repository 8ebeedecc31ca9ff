import { type IssueSecretNeeds, makeIssueSecret, makeRemoveSecret, type SecretWishes } from './issue-secret';
import type { OwnApplication, OwnApplications } from './own-application';

/** A new API key as callers send it: `<application id>.<secret>`. */
export const makeIssueApiKey = (needs: IssueSecretNeeds) => {
  const issue = makeIssueSecret('apiKeys', needs);
  return async (request: OwnApplication & SecretWishes): Promise<string | undefined> => {
    const secret = await issue(request);
    return secret && `${request.id}.${secret}`;
  };
};

/** Ends a key: calls with it are refused within 60 seconds. */
export const makeRemoveApiKey = (needs: OwnApplications) => makeRemoveSecret('apiKeys', needs);
