import type { Application } from '../../applications/application';
import type { OAuthPorts } from '../ports';
import type { TokenForm } from '../token-form';
import { TokenRefusal } from '../token-refusal';
import { readJwt, verifySignature } from '../tokens/jwt';
import {
  assertionRules,
  checkClientAssertion,
  requireAlgorithm,
  requireAssertionType,
  requireType,
} from './client-assertion';

type Ports = Pick<
  OAuthPorts,
  'applications' | 'clientKeys' | 'replays' | 'marks' | 'noteKeyUse' | 'clock' | 'audiences' | 'issuer'
>;

/** Client authentication by `private_key_jwt` (RFC 7521 §4.2, RFC 7523 §2.2). */
export const makeAuthenticateByAssertion =
  ({ applications, clientKeys, replays, marks, noteKeyUse, clock, audiences, issuer }: Ports) =>
  async (form: TokenForm): Promise<Application> => {
    requireAssertionType(form);
    if (form.client_secret !== undefined) throw new TokenRefusal('several_client_authentications');
    const jwt = readJwt('client_assertion', form.client_assertion);
    const now = clock.now();
    const assertion = checkClientAssertion(jwt, Math.floor(now.getTime() / 1000));
    // RFC 7521 §4.2: a client_id beside the assertion must name the same client.
    if ((form.client_id ?? assertion.applicationId) !== assertion.applicationId) {
      throw new TokenRefusal('iss_sub_mismatch');
    }
    const application = await approved(applications, assertion.applicationId);
    const rules = assertionRules[application.profile];
    requireAlgorithm(jwt, rules);
    requireType(jwt, rules);
    const keys = await clientKeys(application, assertion.kid);
    await verifySignature(jwt, { keys, algorithms: rules.algorithms, now });
    if (!rules.hasAudience(jwt.claims, audiences, issuer)) throw new TokenRefusal('aud_invalid');
    // Last, so that nobody but the holder of the key can use up an identifier.
    const id = `${application.id} ${await marks.of(assertion.jti)}`;
    if (!(await replays.burn({ id, expiresAt: assertion.rememberUntil }))) throw new TokenRefusal('jti_used');
    await noteKeyUse(application.id, { kind: 'jwks', id: assertion.kid });
    return application;
  };

async function approved(applications: OAuthPorts['applications'], id: string): Promise<Application> {
  const application = await applications.find(id);
  if (application === undefined) throw new TokenRefusal('iss_sub_unknown');
  if (application.status !== 'approved') throw new TokenRefusal('application_not_approved');
  return application;
}
