import type { AcceptedTerms } from './terms';

/** Who someone is, as the directory knows them. */
export interface DirectoryUser {
  /** Never changes and is never given to another. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** As the sign-up said that was confirmed. */
  readonly terms?: AcceptedTerms;
}

export interface SignUpRequest {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly terms: AcceptedTerms;
}

export interface SignUpAnswer {
  /** Of this sign-up alone, whether or not the address was new; whoever confirms names it. */
  readonly signUp: string;
  /** False where the directory can send no more mails. */
  readonly isMailed: boolean;
}

export type Authentication =
  | { readonly outcome: 'authenticated'; readonly user: DirectoryUser }
  /** The password is right, but the e-mail address is not confirmed yet. */
  | { readonly outcome: 'unconfirmed'; readonly signUp: string }
  /** Unknown address or wrong password; nothing tells which. */
  | { readonly outcome: 'refused' };

/**
 * Keeps credentials and sends the mails that prove an address. No answer tells whether an address is known to it, and
 * every step that is taken for one that is known is taken for one that is not.
 */
export interface AccountDirectory {
  /**
   * Sends a code to an address that is new or was never confirmed; in place of an earlier sign-up, so that what counts is
   * what the last one said. One that is confirmed stays as it is, and its owner is told by mail.
   */
  signUp(request: SignUpRequest): Promise<SignUpAnswer>;
  /** False where code or address is wrong, the code is out of date, or somebody else has signed up since. */
  confirm(request: { readonly email: string; readonly code: string; readonly signUp: string }): Promise<boolean>;
  /** Sends a new code where the address waits for one. False where no more mails can be sent. */
  resendCode(email: string): Promise<boolean>;
  authenticate(request: { readonly email: string; readonly password: string }): Promise<Authentication>;
  /** Sends a code that lets a new password be chosen, valid once and for an hour. False as `resendCode`. */
  sendResetCode(email: string): Promise<boolean>;
  /** Whose password it is now; undefined where code or address is wrong, or the code is out of date. */
  resetPassword(request: {
    readonly email: string;
    readonly code: string;
    readonly password: string;
  }): Promise<DirectoryUser | undefined>;
  /** Of a user who has proved the present one. */
  setPassword(id: string, password: string): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  /** Sends a code to a new address; the present one counts until it is confirmed. False as `resendCode`. */
  sendAddressCode(id: string, newEmail: string): Promise<boolean>;
  /** The user with the new address; undefined where password or code is wrong. */
  confirmAddress(request: {
    readonly email: string;
    readonly password: string;
    readonly code: string;
  }): Promise<DirectoryUser | undefined>;
  /** Forgets the user at once; one that is not there is passed over. */
  remove(id: string): Promise<void>;
  /** Forgets whoever signed up before a moment and never confirmed; answers how many. */
  removeUnconfirmed(before: Date): Promise<number>;
}
