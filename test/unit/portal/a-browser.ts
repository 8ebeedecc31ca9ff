import { hiddenIn } from '../../form-fields';
import type { APortal } from './a-portal';
import { portalUrl } from './a-portal';

/** What a browser without JavaScript does: keeps cookies, loads a page, fills in its form, follows a redirect. */
export function aBrowser({ app }: Pick<APortal, 'app'>, own: Readonly<Record<string, string>> = {}) {
  const cookies = new Map<string, string>();

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({ ...own, ...Object.fromEntries(new Headers(init.headers)) });
    if (cookies.size > 0) headers.append('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await app.fetch(new Request(new URL(path, portalUrl), { ...init, headers, redirect: 'manual' }));
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '' || cookie.includes('Max-Age=0')) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  async function open(path: string) {
    const response = await send(path);
    return { status: response.status, headers: response.headers, html: await response.text() };
  }

  async function post(path: string, fields: Record<string, string>, headers: Record<string, string> = {}) {
    const response = await send(path, { method: 'POST', body: new URLSearchParams(fields), headers });
    return { status: response.status, headers: response.headers, html: await response.text() };
  }

  /** Loads a page, as the form's token is there, and sends the form on. */
  async function submit(page: string, action: string, fields: Record<string, string> = {}) {
    const { html } = await open(page);
    return post(action, { ...hiddenIn(html, action), ...fields }, { origin: portalUrl });
  }

  return { cookies, open, post, submit };
}
export type ABrowser = ReturnType<typeof aBrowser>;

/** The texts of the error summary, each with the field it leads to. */
export function errorsIn(html: string): { field: string; text: string }[] {
  const summary = /<div[^>]*class="nhsuk-error-summary"[\s\S]*?<\/ul>/.exec(html)?.[0] ?? '';
  return [...summary.matchAll(/<a href="#([^"]+)">([\s\S]*?)<\/a>/g)].map(([, field = '', text = '']) => ({
    field,
    text: text.trim().replaceAll('&quot;', '"').replaceAll('&#39;', "'"),
  }));
}

export const password = 'correct horse battery';

/** Someone who has signed up, confirmed the address and signed in. */
export async function aDeveloper(portal: APortal, email = 'ada@example.nhs.uk'): Promise<ABrowser> {
  const browser = aBrowser(portal);
  await browser.submit('/sign-up', '/sign-up', { name: 'Ada Lovelace', email, password });
  await browser.submit('/sign-up/confirm', '/sign-up/confirm', { email, code: portal.directory.codeOf(email) ?? '' });
  await browser.submit('/sign-in', '/sign-in', { email, password });
  return browser;
}

/** Signs in once more, as after a night. */
export const signInAgain = (browser: ABrowser, email: string) =>
  browser.submit('/sign-in', '/sign-in', { email, password });

/** An application of that developer, by its id. */
export async function anApplicationOf(browser: ABrowser, name = 'Ward round'): Promise<string> {
  const made = await browser.submit('/applications/new', '/applications', { name });
  return /^\/applications\/([^?]+)/.exec(made.headers.get('location') ?? '')?.[1] ?? '';
}

/** The account of the first owner of an application's team. */
export async function ownerOf(portal: Pick<APortal, 'applications' | 'teams' | 'accounts'>, application: string) {
  const { team = '' } = (await portal.applications.find(application)) ?? {};
  const [first] = (await portal.teams.find(team))?.members ?? [];
  return first && portal.accounts.find(first.account);
}
