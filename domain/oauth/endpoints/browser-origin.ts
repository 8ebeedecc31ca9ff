/** Where people's browsers sign in: an origin that no producer's API shares. */
export interface BrowserOrigin {
  /** Base URL without a slash at its end, `https://auth.<domain>/oauth2`. */
  readonly url: string;
  /** Host name by which API Gateway is reached there; empty where the server has one address for everybody. */
  readonly host: string;
}

/** Whether a request came by that origin. */
export const isThere = ({ host }: BrowserOrigin, domainName: string): boolean => host === '' || host === domainName;
