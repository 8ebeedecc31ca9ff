/** Who someone is, as the directory knows them. */
export interface DirectoryUser {
  /** Never changes and is never given to another. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

export interface SignUpRequest {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export type Authentication =
  | { readonly outcome: 'authenticated'; readonly user: DirectoryUser }
  /** The password is right, but the e-mail address is not confirmed yet. */
  | { readonly outcome: 'unconfirmed' }
  /** Unknown address or wrong password; nothing tells which. */
  | { readonly outcome: 'refused' };

/**
 * Keeps credentials and sends the mails that confirm an address. No answer tells whether an address is known to it.
 */
export interface AccountDirectory {
  /** Sends a code to an address that is new; one that is taken stays as it is. */
  signUp(request: SignUpRequest): Promise<void>;
  /** False where code or address is wrong, or the code is out of date. */
  confirm(request: { readonly email: string; readonly code: string }): Promise<boolean>;
  /** Sends a new code where the address waits for one. */
  resendCode(email: string): Promise<void>;
  authenticate(request: { readonly email: string; readonly password: string }): Promise<Authentication>;
  /** Forgets the user at once; one that is not there is passed over. */
  remove(id: string): Promise<void>;
}
