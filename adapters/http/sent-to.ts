import { noStore, type OAuthContext } from './oauth-answers';

/** Leads a browser on. No code or state goes on to a third party in a `Referer` (RFC 9700 §4.2.4). */
export const sentTo = (context: OAuthContext, location: string): Response =>
  context.body(null, 302, { ...noStore, 'Referrer-Policy': 'no-referrer', Location: location });
