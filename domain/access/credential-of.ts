import type { RegistryEntry } from '../registry/registry-entry';
import { isApiKeyMode } from './access-mode';

/** What the gateway says of a call; credentials as the caller sent them. */
export interface GatewayCall {
  readonly api: string;
  readonly restApiId: string;
  /** Path template of the resource, in API Gateway's spelling. */
  readonly resource: string;
  /** The header of that name, whole. */
  readonly authorization?: string;
  readonly apiKey?: string;
}

export interface Credential {
  readonly type: 'key' | 'token';
  readonly value: string;
}

export const isStatus = ({ resource }: GatewayCall): boolean => resource === '/_status';

/**
 * The one credential that counts. It is the one by which API Gateway caches the answer for this method, or the
 * answer to one caller would serve another. Where either would do, a call with both headers has none.
 */
export function credentialOf(call: GatewayCall, entry: RegistryEntry): Credential | undefined {
  const modes = entry.operations.flatMap(({ access }) => access);
  const key = isStatus(call) || modes.some(isApiKeyMode) ? call.apiKey : undefined;
  const header = !isStatus(call) && modes.some((mode) => !isApiKeyMode(mode)) ? call.authorization : undefined;
  if (header === undefined) return key ? { type: 'key', value: key } : undefined;
  const token = /^Bearer ([\w.~+/=-]+)$/i.exec(header)?.[1];
  return token !== undefined && key === undefined ? { type: 'token', value: token } : undefined;
}
