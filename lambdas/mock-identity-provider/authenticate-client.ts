import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import type { Client, FindClient } from './clients';
import type { Issuer } from './issuer';
import type { Parameters } from './parameters';
import { ProviderRefusal } from './refusal';

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
export const assertionAlgorithms = ['RS512', 'PS256'] as const;
/** Seconds. A `jti` is not remembered here, so an assertion does not live long. */
const longestAssertion = 310;

/**
 * The client of a token request: the platform by `private_key_jwt` (RFC 7523), an application by its `client_id` and,
 * later, the PKCE verifier.
 * @throws invalid_client
 */
export async function authenticateClient(
  { client_id, client_assertion, client_assertion_type, client_secret }: Parameters,
  { findClient, issuer }: { readonly findClient: FindClient; readonly issuer: Issuer },
): Promise<Client> {
  if (client_secret !== undefined) throw new ProviderRefusal('invalid_client', 'No client has a secret here');
  if (client_assertion === undefined) {
    const client = await findClient(client_id);
    if (client.jwks) throw new ProviderRefusal('invalid_client', 'client_assertion is missing');
    return client;
  }
  if (client_assertion_type !== assertionType) {
    throw new ProviderRefusal('invalid_client', `client_assertion_type must be ${assertionType}`);
  }
  const client = await findClient(subjectOf(client_assertion));
  if (client_id !== undefined && client_id !== client.id) {
    throw new ProviderRefusal('invalid_client', 'client_id and client_assertion name two clients');
  }
  await verifyAssertion(client_assertion, client, issuer);
  return client;
}

/** Not believed before the signature of the named client holds. */
function subjectOf(assertion: string): string | undefined {
  try {
    return decodeJwt(assertion).sub;
  } catch {
    throw new ProviderRefusal('invalid_client', 'client_assertion is not a JWT');
  }
}

async function verifyAssertion(assertion: string, { id, jwks }: Client, { url, now }: Issuer): Promise<void> {
  if (jwks === undefined)
    throw new ProviderRefusal('invalid_client', 'The client authenticates with its PKCE verifier');
  const expected = {
    issuer: id,
    subject: id,
    audience: [url, `${url}/token`],
    algorithms: [...assertionAlgorithms],
    currentDate: new Date(now() * 1000),
    clockTolerance: 10,
    requiredClaims: ['exp', 'jti'],
  };
  const verified = await jwtVerify(assertion, createLocalJWKSet(jwks), expected).catch(() => undefined);
  if (verified === undefined) throw new ProviderRefusal('invalid_client', 'client_assertion does not hold');
  if (Number(verified.payload.exp) > now() + longestAssertion) {
    throw new ProviderRefusal('invalid_client', 'client_assertion lives longer than 5 minutes');
  }
}
