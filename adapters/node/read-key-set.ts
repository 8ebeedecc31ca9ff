import { isIP } from 'node:net';
import { KeySetProblem, type KeySetReason } from '../../domain/key-sets/key-set-problem';
import { type AddressRules, readKeySetUrl } from '../../domain/key-sets/read-key-set-url';
import { own } from '../../domain/own';
import { getText, UnreadableAnswer } from './get-text';
import { isLoopbackAddress, isPublicAddress, lookupWhere, PrivateAddress } from './public-lookup';

/** Of Node.js and of OpenSSL; certificates have many codes, which all begin alike or hold the word. */
const reasons: Readonly<Record<string, KeySetReason>> = {
  ENOTFOUND: 'name_unknown',
  EAI_AGAIN: 'name_unknown',
  ABORT_ERR: 'timed_out',
  ETIMEDOUT: 'timed_out',
};
const aboutCertificates = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|^ERR_SSL|CRL|HOSTNAME_MISMATCH/;

/**
 * Reads the key set that somebody else's address answers with, and never an address inside a network.
 * @throws KeySetProblem
 */
export const makeReadKeySet = (rules: AddressRules, resolve?: Parameters<typeof lookupWhere>[1]) => {
  const isAllowed = (address: string) => isPublicAddress(address) || (rules.local && isLoopbackAddress(address));
  const lookup = lookupWhere(isAllowed, resolve);
  return async (text: string): Promise<string> => {
    const read = readKeySetUrl(text, rules);
    if ('problem' in read) throw new KeySetProblem('address_unfit');
    const host = new URL(read.url).hostname.replace(/^\[|\]$/g, '');
    // No look-up is made for these.
    if (isIP(host) !== 0 && !isAllowed(host)) throw new KeySetProblem('private_address');
    try {
      // A connection of its own: one that is kept for another caller was not looked up by these rules.
      return await getText(read.url, { lookup, agent: false });
    } catch (error) {
      throw problemOf(error);
    }
  };
};

function problemOf(error: unknown): KeySetProblem {
  if (error instanceof PrivateAddress) return new KeySetProblem('private_address', { cause: error });
  if (!(error instanceof UnreadableAnswer)) return new KeySetProblem(connectionReason(error), { cause: error });
  const { what, status } = error;
  if (what === 'too_large') return new KeySetProblem('too_large', { cause: error });
  const isRedirect = status >= 300 && status < 400;
  return new KeySetProblem(isRedirect ? 'redirected' : 'status', { status, cause: error });
}

function connectionReason(error: unknown): KeySetReason {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return own(reasons, code) ?? (aboutCertificates.test(code) ? 'certificate_untrusted' : 'no_connection');
}
