import type { SecretHash } from '../../credentials/secret-hash';

/**
 * What ties a user's way back to the browser that set out (RFC 9700 §4.7.1): a secret that this browser alone keeps. Each
 * sign-in has its own, so that of two tabs neither overwrites the other's.
 */
export interface BrowserBinding {
  /** Which sign-in it is for; nothing can be told from it. */
  readonly name: string;
  readonly secret: string;
}

// Of 96 bits: enough for the sign-ins of one browser.
const nameLength = 16;

/** @param state that the identity provider gives back */
export const bindingName = (state: string, hash: SecretHash): string => hash.of(state).slice(0, nameLength);
