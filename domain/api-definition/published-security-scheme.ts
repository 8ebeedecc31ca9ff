import { type AccessMode, isUserMode } from '../credentials/access-mode';
import type { JsonObject } from '../record';

/** How consumers read of an access mode in an OpenAPI document. */
export function publishedSecurityScheme(mode: AccessMode, tokenUrl: string): JsonObject {
  const description = descriptions[mode];
  if (mode === 'app-level0') return { type: 'apiKey', in: 'header', name: 'apikey', description };
  if (!isUserMode(mode)) {
    return { type: 'oauth2', description, flows: { clientCredentials: { tokenUrl, scopes: {} } } };
  }
  // Token exchange is no flow that OpenAPI can describe; discovery names the grants that are in force.
  const openIdConnectUrl = tokenUrl.replace(/\/token$/, '/.well-known/openid-configuration');
  return { type: 'openIdConnect', description, openIdConnectUrl };
}

const descriptions = {
  'app-level0': 'Application-restricted: the API key of a subscribed application.',
  'app-level3': 'Application-restricted: an access token obtained with a signed JWT.',
  'nhs-login-p0': 'User-restricted: an access token for a patient signed in with NHS login, at any level.',
  'nhs-login-p5': 'User-restricted: an access token for a patient signed in with NHS login at level P5 or higher.',
  'nhs-login-p9': 'User-restricted: an access token for a patient signed in with NHS login at level P9.',
  'nhs-cis2-aal1': 'User-restricted: an access token for a healthcare worker signed in with CIS2 at AAL1 or higher.',
  'nhs-cis2-aal2': 'User-restricted: an access token for a healthcare worker signed in with CIS2 at AAL2 or higher.',
  'nhs-cis2-aal3': 'User-restricted: an access token for a healthcare worker signed in with CIS2 at AAL3.',
} satisfies Record<AccessMode, string>;
