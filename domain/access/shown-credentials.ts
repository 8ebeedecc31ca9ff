import { type AccessMode, isApiKeyMode } from '../credentials/access-mode';
import type { NameValueList } from '../http/http-message';

/** Everything by which a call proves itself, or tries to, as it came. */
export interface ShownCredentials {
  /** Every `Authorization` header, whole. */
  readonly authorization: readonly string[];
  /** Every `apikey` header. */
  readonly apiKey: readonly string[];
  /** Whether a token stands in the address. */
  readonly isInAddress: boolean;
}

export function shownCredentials(headers: NameValueList, query: NameValueList): ShownCredentials {
  const valuesOf = (wanted: string) =>
    headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  return {
    authorization: valuesOf('authorization'),
    apiKey: valuesOf('apikey'),
    isInAddress: query.some(([name]) => name === 'access_token'),
  };
}

/**
 * Whether it is left open which credential counts: one is sent twice, or one of each kind to an API that takes both, or
 * one in the address (RFC 6750 §2, §2.3). Judged by the authoriser, and by the relay again, as API Gateway answers for
 * the authoriser from a cache that knows one of them only.
 */
export const isAmbiguous = (shown: ShownCredentials, modes: readonly AccessMode[]): boolean =>
  shown.isInAddress ||
  shown.authorization.length > 1 ||
  shown.apiKey.length > 1 ||
  (shown.authorization.length + shown.apiKey.length > 1 &&
    modes.some(isApiKeyMode) &&
    modes.some((mode) => !isApiKeyMode(mode)));
