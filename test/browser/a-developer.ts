import { randomUUID } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, exportPKCS8, generateKeyPair } from 'jose';
import type { Browser, Page } from 'playwright-core';
import * as z from 'zod';
import type { Platform } from '../journeys/platform';

const outbox = z.array(z.object({ to: z.string(), code: z.string().default('') }));

export const password = 'correct horse battery staple';

/** A developer's own browser, with nothing remembered. */
export async function aPage(browser: Browser, platform: Platform, { script = true } = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: platform.portal, javaScriptEnabled: script });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return page;
}

/** The code of the last e-mail to an address. */
export async function mailedCode(platform: Platform, to: string): Promise<string> {
  const emails = outbox.parse(await (await platform.control('/_dip/outbox')).json());
  const email = emails.findLast((one) => one.to === to);
  if (!email) throw new Error('no e-mail was sent to that address');
  return email.code;
}

export async function signUp(
  page: Page,
  platform: Platform,
  email = `${randomUUID()}@example.nhs.uk`,
): Promise<string> {
  await page.goto('/sign-up');
  await page.getByLabel('Full name').fill('Grace Hopper');
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Check your email' }).waitFor();
  await page.getByLabel('Code').fill(await mailedCode(platform, email));
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  return email;
}

export async function signIn(page: Page, email: string, secret = password): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Registers an application and answers its id. */
export async function register(page: Page, name: string): Promise<string> {
  await page.goto('/applications/new');
  await page.getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Register' }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  return new URL(page.url()).pathname.split('/')[2] ?? '';
}

/** A key pair, the public half as the portal takes it, the private half in a file. */
export async function aKeyPair(): Promise<{ kid: string; jwks: string; privateKeyFile: string }> {
  const kid = randomUUID();
  const { publicKey, privateKey } = await generateKeyPair('RS512', { extractable: true });
  const privateKeyFile = join(mkdtempSync(join(tmpdir(), 'dip-key-')), 'private-key.pem');
  writeFileSync(privateKeyFile, await exportPKCS8(privateKey), { mode: 0o600 });
  return {
    kid,
    jwks: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'RS512' }] }),
    privateKeyFile,
  };
}
