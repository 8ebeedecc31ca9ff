import { own } from '../../domain/own';
import { ProviderRefusal } from './refusal';

/** The parameters of a request by name. */
export type Parameters = Readonly<Partial<Record<string, string>>>;

/** Far above what any request needs, and below what KMS signs. */
const longest = 2048;

/** RFC 6749 §3.1: no parameter twice, and one without a value is one that was not sent. */
export function readParameters(text: string): Parameters {
  if (text.length > 4 * longest) throw new ProviderRefusal('invalid_request', 'The request is too long');
  const read = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (read.has(name)) throw new ProviderRefusal('invalid_request', 'A parameter is given twice');
    read.set(name, value);
  }
  return Object.fromEntries([...read].filter(([, value]) => value !== ''));
}

const limits = { nonce: 256, scope: 256, redirect_uri: 512, client_id: 128, state: longest } as const;

/** Codes and ID tokens hold these, and KMS signs 4,096 bytes. */
export function refuseLong(parameters: Parameters): void {
  for (const [name, limit] of Object.entries(limits)) {
    const { length = 0 } = own(parameters, name) ?? '';
    if (length > limit) throw new ProviderRefusal('invalid_request', `${name} has more than ${limit} characters`);
  }
}
