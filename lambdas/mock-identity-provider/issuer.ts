import { createLocalJWKSet, type JWK, type JWTPayload, jwtVerify } from 'jose';
import type { SigningAlgorithm } from '../../domain/oauth/keys/signing-key';
import type { TokenSigner } from '../../domain/oauth/ports';
import type { Clock, NewId } from '../../domain/ports';
import type { MockProvider, TestUser } from './test-user';
import { testUsers } from './test-users';

/** Two providers may share one key: each says by which algorithm it is used. */
export interface IssuerKey {
  readonly signer: TokenSigner;
  /** The signer's public key; asked for once. */
  readonly publicKey: () => Promise<JWK>;
}

/** CIS2 signs with the first, NHS login with the second. */
export const algorithmOf = { cis2: 'RS256', 'nhs-login': 'RS512' } as const satisfies Record<
  MockProvider,
  SigningAlgorithm
>;

interface Needs {
  readonly provider: MockProvider;
  readonly baseUrl: string;
  readonly key: IssuerKey;
  readonly clock: Clock;
  readonly newId: NewId;
}

interface Token {
  readonly typ: string;
  /** Seconds. */
  readonly lifetime: number;
  readonly claims: Readonly<JWTPayload>;
}

export type Issuer = ReturnType<typeof makeIssuer>;

/** One mock provider: its users, and what it has signed. */
export function makeIssuer({ provider, baseUrl, key, clock, newId }: Needs) {
  const url = `${baseUrl}/${provider}`;
  const users = testUsers[provider];
  let read: Promise<JWK> | undefined;
  const publicKey = (): Promise<JWK> => {
    read ??= key.publicKey().catch((error: unknown) => {
      read = undefined;
      throw error;
    });
    return read;
  };
  const now = () => Math.floor(clock.now().getTime() / 1000);
  return {
    provider,
    url,
    users,
    now,
    newId,
    publicKey,

    userOf: (subject: unknown): TestUser | undefined =>
      [...users.values()].find(({ claims }) => claims.sub === subject),

    sign({ typ, lifetime, claims }: Token): Promise<string> {
      const iat = now();
      return key.signer.sign({ typ, claims: { ...claims, iss: url, iat, exp: iat + lifetime, jti: newId() } });
    },

    /** The claims of a token of this issuer for its own use; `typ` tells a code from an access token (RFC 8725 §3.11). */
    async read(typ: string, compact: string, audience: string): Promise<JWTPayload> {
      const keys = createLocalJWKSet({ keys: [await publicKey()] });
      const expected = { typ, audience, issuer: url, algorithms: [algorithmOf[provider]], currentDate: clock.now() };
      return (await jwtVerify(compact, keys, { ...expected, requiredClaims: ['exp'] })).payload;
    },
  };
}
