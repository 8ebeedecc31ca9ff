import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import type { Application } from '../applications/application';
import type { ApplicationStore } from '../applications/application-store';
import type { Clock } from '../ports';
import { assertionAlgorithms, checkClientAssertion, requireAssertionType } from './check-client-assertion';
import { readJwt, type UnverifiedJwt } from './read-jwt';
import type { ReplayStore } from './replay-store';
import type { TokenForm } from './token-form';
import { TokenRefusal } from './token-refusal';
import { verifySignature } from './verify-signature';

export interface AuthenticateByAssertionNeeds {
  readonly applications: Pick<ApplicationStore, 'find'>;
  readonly replays: ReplayStore;
  readonly clock: Clock;
  /** What `aud` may be: the token endpoint's URLs, as the original asks, and the issuer, as RFC 7523bis does. */
  readonly audiences: readonly string[];
}

/** Client authentication by `private_key_jwt` (RFC 7521 §4.2, RFC 7523 §2.2). */
export const makeAuthenticateByAssertion =
  ({ applications, replays, clock, audiences }: AuthenticateByAssertionNeeds) =>
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
    await verifySignature(jwt, { keys: keysOf(application), algorithms: assertionAlgorithms, now });
    checkAudience(jwt, audiences);
    // Last, so that nobody but the holder of the key can use up an identifier.
    const id = `${application.id} ${assertion.jti}`;
    if (!(await replays.burn({ id, expiresAt: assertion.expiresAt }))) throw new TokenRefusal('jti_used');
    return application;
  };

async function approved(applications: Pick<ApplicationStore, 'find'>, id: string): Promise<Application> {
  const application = await applications.find(id);
  if (application === undefined) throw new TokenRefusal('iss_sub_unknown');
  if (application.status !== 'approved') throw new TokenRefusal('application_not_approved');
  return application;
}

function keysOf({ jwks, jwksUrl }: Application): JWTVerifyGetKey {
  if (jwks !== undefined && jwks.keys.length > 0) return createLocalJWKSet(jwks);
  throw new TokenRefusal(jwksUrl === undefined ? 'public_key_missing' : 'jwks_unreachable');
}

/** One audience, compared as a string: a second one would let another server replay the assertion (RFC 7523bis). */
function checkAudience({ field, claims }: UnverifiedJwt, audiences: readonly string[]): void {
  const [audience, ...others] = [claims.aud].flat();
  if (audience === undefined || others.length > 0 || !audiences.includes(audience)) {
    throw new TokenRefusal('aud_invalid', field);
  }
}
