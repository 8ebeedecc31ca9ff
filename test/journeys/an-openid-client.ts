import { readFileSync } from 'node:fs';
import { importPKCS8 } from 'jose';
import * as openid from 'openid-client';
import type { Platform } from './platform';

/** Settings of `openid-client` found by discovery, for the demo application proving itself in the given way. */
async function discovered({ api, application }: Platform, clientId: string, authentication: openid.ClientAuth) {
  // Plain http is what this machine speaks.
  const options = { execute: [openid.allowInsecureRequests] };
  const secret = { client_secret: application().clientSecret };
  return openid.discovery(new URL(`${api}/oauth2`), clientId, secret, authentication, options);
}

/** The demo application, signing an RS512 assertion as the original platform's guides show it. */
export async function signingClient(platform: Platform): Promise<openid.Configuration> {
  const { clientId, kid, privateKeyFile } = platform.application();
  const key = await importPKCS8(readFileSync(privateKeyFile, 'utf8'), 'RS512');
  const withType: openid.ModifyAssertionOptions = {
    [openid.modifyAssertion]: (header) => {
      header.typ = 'JWT';
    },
  };
  return discovered(platform, clientId, openid.PrivateKeyJwt({ key, kid }, withType));
}

/** The demo application, or another, with a secret. */
export async function secretClient(
  platform: Platform,
  { clientId, clientSecret }: { clientId: string; clientSecret: string } = platform.application(),
): Promise<openid.Configuration> {
  return discovered(platform, clientId, openid.ClientSecretPost(clientSecret));
}
