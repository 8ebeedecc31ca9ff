import type { CallerContext } from '../access/caller-context';
import { Refusal } from '../errors/refusal';
import type { NameValueList } from '../http/http-message';
import type { RequestIds } from '../http/request-ids';
import type { IdentityCipher } from '../oauth/ports';
import { attributeHeaders } from './attribute-headers';
import { isHeaderValue } from './header-value';
import { identityHeaders } from './identity-headers';
import { makePassHeaders } from './pass-headers';
import type { RelayConfig } from './relay-config';

/** The request names under which targets of the original platform log, beside the ones callers know. */
const idHeaders = ({ requestId, correlationId, gatewayId }: RequestIds): NameValueList => [
  ['X-Request-ID', requestId],
  ['NHSD-Request-ID', requestId],
  ['NHSD-Correlation-ID', `${requestId}.${correlationId ?? ''}.${gatewayId}`],
  ...(correlationId === undefined ? [] : [['X-Correlation-ID', correlationId] as const]),
];

/** What the target is sent: what callers of this API may say, and what the platform knows of this one. */
export function makeTargetHeaders(config: RelayConfig, cipher: Pick<IdentityCipher, 'open'>) {
  const pass = makePassHeaders(config);
  return async (sent: NameValueList, ids: RequestIds, caller: CallerContext | undefined): Promise<NameValueList> => {
    const passed = pass(sent);
    const broken = passed.find(([, value]) => value !== '' && !isHeaderValue(value));
    if (broken) {
      throw new Refusal({ code: 'INVALID_VALUE', diagnostics: `Invalid value in header '${broken[0]}'.` });
    }
    return [
      ...passed,
      ...idHeaders(ids),
      ...attributeHeaders(config, caller),
      ...(await identityHeaders(config, cipher, caller, sent)),
    ];
  };
}
