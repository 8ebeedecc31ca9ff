import type { Application } from '../../applications/application';
import type { OAuthPorts } from '../ports';
import { TokenRefusal } from '../token-refusal';

interface Asked {
  readonly clientId: string | undefined;
  readonly redirectUri: string | undefined;
}

/**
 * The approved application, and where it has registered that its users come back to. Compared as strings (RFC 9700
 * §2.1): whatever looks like a registered address, and is not, would be an open redirect.
 * @throws TokenRefusal, for nobody may be redirected before this has answered.
 */
export const makeFindDestination =
  ({ applications }: Pick<OAuthPorts, 'applications'>) =>
  async ({ clientId, redirectUri }: Asked): Promise<{ application: Application; redirectUri: string }> => {
    if (clientId === undefined) throw new TokenRefusal('client_id_missing');
    const application = await applications.find(clientId);
    if (application === undefined) throw new TokenRefusal('client_id_invalid');
    if (application.status !== 'approved') throw new TokenRefusal('application_not_approved');
    if (redirectUri === undefined) throw new TokenRefusal('redirect_uri_missing');
    // RFC 6749 §3.1.2: no fragment, which would swallow the answer.
    if (redirectUri.includes('#') || !application.redirectUris.includes(redirectUri)) {
      throw new TokenRefusal('redirect_uri_invalid');
    }
    return { application, redirectUri };
  };
