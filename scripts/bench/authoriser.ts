import { createPublicKey, constants as crypto, verify } from 'node:crypto';
import { ps256Signature } from '../../adapters/node/ps256-signature';
import { sha256SecretHash } from '../../adapters/node/secret-hash';
import { makeAuthorizeCall } from '../../domain/access/authorize-call';
import { makeVerifyAccessToken } from '../../domain/oauth/tokens/verify-access-token';
import { makeAuthorize } from '../../lambdas/authorizer/authorize';
import { anApplication, aRegistryEntry, subscribedTo } from '../../test/builders';
import { MemoryApplicationStore } from '../../test/memory/memory-application-store';
import { MemoryRevocationStore } from '../../test/memory/memory-revocation-store';
import { MemoryTokenSigner } from '../../test/memory/memory-token-signer';
import type { Figure } from './figure';
import { perSecond, rounded } from './rate';

const [issuer, audience] = ['https://api.example.nhs.uk/oauth2', 'https://api.example.nhs.uk'];

/** Decisions of the authoriser that no cache answers, its tables in memory. */
export async function measure(): Promise<Figure[]> {
  const signer = await MemoryTokenSigner.create();
  const token = await aToken(signer);
  const authorize = await anAuthorizer(signer);
  const event = {
    type: 'REQUEST',
    methodArn: 'arn:aws:execute-api:eu-west-2:000000000000:abc123/live/GET/hello/application',
    resource: '/hello/application',
    multiValueHeaders: { Authorization: [`Bearer ${token}`] },
    multiValueQueryStringParameters: null,
    stageVariables: { api: 'hello-world' },
    requestContext: { apiId: 'abc123', httpMethod: 'GET', resourcePath: '/hello/application' },
  };
  const decisions = await perSecond(() => authorize(event));
  const floor = await perSecond(signatureCheck(signer, token));
  const against = 'verifying the same signature with node:crypto';
  return [{ name: 'authoriser', value: rounded(decisions), unit: '1/s', against, ratio: rounded(decisions / floor) }];
}

const aToken = (signer: MemoryTokenSigner): Promise<string> => {
  const iat = Math.floor(Date.now() / 1000);
  const whose = { iss: issuer, sub: 'app-1', client_id: 'app-1', aud: audience };
  const worth = { mode: 'app-level3', scope: 'urn:nhsd:apim:app:level3' };
  return signer.sign({ typ: 'at+jwt', claims: { ...whose, ...worth, iat, exp: iat + 599, jti: 'token-1' } });
};

async function anAuthorizer(signer: MemoryTokenSigner) {
  const applications = new MemoryApplicationStore();
  await applications.save(anApplication({ subscriptions: subscribedTo('hello-world') }));
  const entry = aRegistryEntry();
  return makeAuthorize({
    authorizeCall: makeAuthorizeCall({
      registry: { find: async () => entry },
      applications,
      revocations: new MemoryRevocationStore(),
      verifyAccessToken: makeVerifyAccessToken({
        signature: ps256Signature(signer.jwks),
        issuer,
        audience,
        clock: { now: () => new Date() },
      }),
      monitoringKey: async () => 'monitoring',
      hash: sha256SecretHash,
      noteKeyUse: async () => {},
      clock: { now: () => new Date() },
    }),
    onFault: (error) => {
      throw error;
    },
  });
}

function signatureCheck(signer: MemoryTokenSigner, token: string): () => void {
  const [jwk = {}] = signer.jwks.keys;
  const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
  const [header, claims, signature = ''] = token.split('.');
  const signed = Buffer.from(`${header}.${claims}`);
  const padding = { padding: crypto.RSA_PKCS1_PSS_PADDING, saltLength: crypto.RSA_PSS_SALTLEN_DIGEST };
  return () => {
    if (!verify('sha256', signed, { key, ...padding }, Buffer.from(signature, 'base64url')))
      throw new Error('no match');
  };
}
