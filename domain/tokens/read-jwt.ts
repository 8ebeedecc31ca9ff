import { decodeJwt, decodeProtectedHeader, type JWTPayload, type ProtectedHeaderParameters } from 'jose';
import { type JwtField, TokenRefusal } from './token-refusal';

export interface UnverifiedJwt {
  readonly field: JwtField;
  readonly compact: string;
  readonly header: ProtectedHeaderParameters;
  readonly claims: Readonly<JWTPayload>;
}

/** Decodes without believing: nothing here is true until the signature holds. */
export function readJwt(field: JwtField, compact: string | undefined): UnverifiedJwt {
  if (compact === undefined) throw new TokenRefusal('jwt_missing', field);
  try {
    return { field, compact, header: decodeProtectedHeader(compact), claims: decodeJwt(compact) };
  } catch {
    throw new TokenRefusal('jwt_malformed', field);
  }
}
