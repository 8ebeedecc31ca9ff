import type { Context } from 'hono';
import type { Account } from '../domain/accounts/account';
import type { Session } from '../domain/accounts/session-store';

/** What a request gathers on its way through the portal's middleware. */
export interface PortalVariables {
  /** Of the Content Security Policy, and of the one inline script. */
  nonce: string;
  session: Session | undefined;
  /** For the hidden field of every form of this answer. */
  formToken: string;
  /** Whose pages these are; set below `signedIn` only. */
  account: Account;
}

export interface PortalBindings {
  Bindings: {
    /** The address that the gateway saw; absent where there is none. */
    readonly sourceIp?: string;
  };
  Variables: PortalVariables;
}

export type PortalContext = Context<PortalBindings>;
