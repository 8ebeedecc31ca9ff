import type { Application } from '../../applications/application';
import { standingOf } from '../../applications/subscription';
import { satisfies } from '../../credentials/access-mode';
import type { ClientRequest } from '../client-authentication/authenticate-application';
import type { OAuthPorts } from '../ports';
import { TokenRefusal } from '../token-refusal';
import type { AccessTokenClaims } from '../tokens/access-token';
import { makeVerifyAccessToken, type VerifyAccessTokenPorts } from '../tokens/verify-access-token';

type Ports = VerifyAccessTokenPorts & Pick<OAuthPorts, 'applications' | 'registry' | 'revocations'>;

/** RFC 7662 §2.2; of a token that is not active nothing else is said. Who the user is, is never said. */
export type Introspection =
  | { readonly active: false }
  | ({ readonly active: true; readonly token_type: 'Bearer' } & Omit<AccessTokenClaims, 'identity' | 'grant' | 'cnf'>);

/** Whether an access token opens an API of the producer that asks. To anybody else's APIs it is not active. */
export const makeIntrospectToken = (ports: Ports) => {
  const { applications, registry, revocations } = ports;
  const verifyAccessToken = makeVerifyAccessToken(ports);

  return async ({ form, authenticate }: ClientRequest): Promise<Introspection> => {
    const producer = await authenticate();
    if (producer.producerOf.length === 0) throw new TokenRefusal('not_a_producer');
    if (form.token === undefined) throw new TokenRefusal('token_missing');
    const claims = verifyAccessToken(form.token);
    if (claims === undefined || (await revocations.isRevoked(claims.grant ?? claims.jti))) return { active: false };
    const application = await applications.find(claims.client_id);
    if (application?.status !== 'approved') return { active: false };
    const opens = await Promise.all(producer.producerOf.map((api) => opensApi(api, application, claims)));
    if (!opens.includes(true)) return { active: false };
    const { identity: _identity, grant: _grant, ...said } = claims;
    return { active: true, token_type: 'Bearer', ...said };
  };

  async function opensApi(api: string, holder: Application, { mode, act }: AccessTokenClaims) {
    if (standingOf(holder, api) !== 'approved') return false;
    const entry = await registry.find(api);
    if (entry === undefined || (act !== undefined && !entry.delegatedAccess)) return false;
    return entry.operations.some(({ access }) => access.some((asked) => satisfies(mode, asked)));
  }
};
