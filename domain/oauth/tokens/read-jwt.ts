import { decodeJwt, decodeProtectedHeader, type JWTPayload, type ProtectedHeaderParameters } from 'jose';
import { type JwtField, TokenRefusal } from '../token-refusal';

export interface UnverifiedJwt {
  readonly field: JwtField;
  readonly compact: string;
  readonly header: ProtectedHeaderParameters;
  readonly claims: Readonly<JWTPayload>;
}

/** RFC 7515 §7.1: base64url without padding, and nothing that a lenient decoder would skip. */
const compactForm = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * Decodes without believing: nothing here is true until the signature holds. Blanks around it, such as the line end of
 * a file that it was read from, are no part of it.
 */
export function readJwt(field: JwtField, text: string | undefined): UnverifiedJwt {
  if (text === undefined) throw new TokenRefusal('jwt_missing', field);
  const compact = text.trim();
  if (compact === '') throw new TokenRefusal('jwt_missing', field);
  if (!compactForm.test(compact)) throw new TokenRefusal('jwt_malformed', field);
  try {
    return { field, compact, header: decodeProtectedHeader(compact), claims: decodeJwt(compact) };
  } catch {
    throw new TokenRefusal('jwt_malformed', field);
  }
}
