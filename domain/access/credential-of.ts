import { type AccessMode, isApiKeyMode } from '../credentials/access-mode';
import type { GatewayPath } from '../http/path-below';
import type { RegistryEntry } from '../publishing/registry-entry';
import { isAmbiguous, type ShownCredentials } from './shown-credentials';

/** What the gateway says of a call. */
export interface GatewayCall {
  readonly api: string;
  readonly restApiId: string;
  /** Path template of the resource, in API Gateway's spelling. */
  readonly resource: string;
  readonly shown: ShownCredentials;
  /** Where one route takes all operations of the API: what the call asks for. */
  readonly request?: (GatewayPath & { readonly method: string }) | undefined;
}

export interface Credential {
  readonly type: 'key' | 'token';
  readonly value: string;
}

export const isStatus = ({ resource }: Pick<GatewayCall, 'resource'>): boolean => resource === '/_status';

/**
 * The one credential that counts. It is the one by which API Gateway caches the answer for this method, or the
 * answer to one caller would serve another.
 */
export function credentialOf(call: GatewayCall, entry: RegistryEntry): Credential | undefined {
  const { shown } = call;
  const modes = isStatus(call) ? statusModes : modesOf(entry);
  if (isAmbiguous(shown, modes)) return undefined;
  const [key] = modes.some(isApiKeyMode) ? shown.apiKey : [];
  const [header] = modes.some((mode) => !isApiKeyMode(mode)) ? shown.authorization : [];
  if (header === undefined) return key ? { type: 'key', value: key } : undefined;
  const token = /^Bearer ([\w.~+/=-]+)$/i.exec(header)?.[1];
  return token === undefined ? undefined : { type: 'token', value: token };
}

/** Whether there is anything that could prove one of the modes; without it a method of its own does not ask. */
export const showsCredentialFor = (access: readonly AccessMode[], shown: ShownCredentials): boolean =>
  access.some((mode) => (isApiKeyMode(mode) ? shown.apiKey : shown.authorization).length > 0);

const statusModes = ['app-level0'] as const;
const known = new WeakMap<RegistryEntry, readonly AccessMode[]>();

/** Every mode that some operation of the API takes. */
function modesOf(entry: RegistryEntry): readonly AccessMode[] {
  const modes = known.get(entry) ?? [...new Set(entry.operations.flatMap(({ access }) => access))];
  known.set(entry, modes);
  return modes;
}
