import type { ClientAuth } from 'openid-client';
import type { TokenSigner } from '../../domain/oauth/ports';
import type { Clock, NewId } from '../../domain/ports';

interface Needs {
  readonly signer: TokenSigner;
  readonly clock: Clock;
  readonly newId: NewId;
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** Seconds that an assertion lives. */
const lifetime = 60;

/** `private_key_jwt` (RFC 7523 §2.2) with a key that openid-client cannot be handed, as it is inside KMS. */
export const clientAssertion = ({ signer, clock, newId }: Needs): ClientAuth =>
  (async (server, { client_id }, body) => {
    const iat = Math.floor(clock.now().getTime() / 1000);
    // CIS2 and NHS login ask for the token endpoint as the audience.
    const aud = server.token_endpoint ?? server.issuer;
    const claims = { iss: client_id, sub: client_id, aud, jti: newId(), iat, exp: iat + lifetime };
    body.set('client_id', client_id);
    body.set('client_assertion_type', assertionType);
    body.set('client_assertion', await signer.sign({ typ: 'JWT', claims }));
  }) satisfies (...parameters: Parameters<ClientAuth>) => Promise<void>;
