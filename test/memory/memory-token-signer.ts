import { type CryptoKey, exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose';
import type { SigningAlgorithm } from '../../domain/oauth/keys/signing-key';
import type { TokenSigner } from '../../domain/oauth/ports';

interface Options {
  readonly kid?: string;
  readonly algorithm?: SigningAlgorithm;
}

/** A signer whose key lives as long as the process. */
export class MemoryTokenSigner implements TokenSigner {
  readonly jwks: JSONWebKeySet;
  readonly #key: CryptoKey;
  readonly #header: { readonly alg: string; readonly kid: string };

  private constructor(key: CryptoKey, header: { alg: string; kid: string }, jwks: JSONWebKeySet) {
    this.#key = key;
    this.#header = header;
    this.jwks = jwks;
  }

  static async create({ kid = 'memory', algorithm = 'PS256' }: Options = {}): Promise<MemoryTokenSigner> {
    const { publicKey, privateKey } = await generateKeyPair(algorithm);
    const jwk = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' };
    return new MemoryTokenSigner(privateKey, { alg: algorithm, kid }, { keys: [jwk] });
  }

  sign({ typ, claims }: Parameters<TokenSigner['sign']>[0]): Promise<string> {
    return new SignJWT({ ...claims }).setProtectedHeader({ ...this.#header, typ }).sign(this.#key);
  }
}
