import type { Application } from '../../applications/application';
import { isInForce } from '../../applications/issue-secret';
import type { SecretHash } from '../../credentials/secret-hash';
import type { OAuthPorts } from '../ports';
import type { TokenForm } from '../token-form';
import { TokenRefusal } from '../token-refusal';
import { assertionRules } from './client-assertion';

type Ports = Pick<OAuthPorts, 'applications' | 'hash' | 'noteKeyUse' | 'clock'>;

/** `client_secret_post` (RFC 6749 §2.3.1): how the original platform's `combined` applications prove themselves. */
export const makeAuthenticateBySecret =
  ({ applications, hash, noteKeyUse, clock }: Ports) =>
  async ({ client_id, client_secret }: TokenForm): Promise<Application> => {
    if (client_id === undefined) throw new TokenRefusal('client_id_missing');
    if (client_secret === undefined) throw new TokenRefusal('client_secret_missing');
    const application = await applications.find(client_id);
    // An unknown application costs a comparison too, so that nothing can be told from the time.
    const secrets = application?.clientSecrets.filter((secret) => isInForce(secret, clock.now())) ?? [nobodys(hash)];
    const [held] = secrets.filter((secret) => hash.matches(client_secret, secret.hash));
    const isAccepted = held && application !== undefined && assertionRules[application.profile].acceptsSecrets;
    if (!isAccepted) throw new TokenRefusal('client_secret_invalid');
    if (application.status !== 'approved') throw new TokenRefusal('application_not_approved');
    await noteKeyUse(application.id, { kind: 'clientSecrets', id: held.id });
    return application;
  };

const nobodys = (hash: SecretHash) => ({ id: '', hash: hash.of('') });
