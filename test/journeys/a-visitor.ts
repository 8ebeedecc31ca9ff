import type { Platform } from './platform';

/** What a browser without JavaScript does in the portal, signed in as the demo user. */
export interface Visitor {
  /** The text of a page. */
  open(path: string): Promise<string>;
  /** Loads a page, as the form's token is there, sends the form on and answers where it leads. */
  submit(page: string, action: string, fields: Record<string, string>): Promise<string>;
  /** Registers an application and answers its id. */
  register(name: string): Promise<string>;
}

export async function aVisitor(platform: Platform): Promise<Visitor> {
  const cookies = new Map<string, string>();

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(new URL(path, platform.portal), { ...init, headers, redirect: 'manual' });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    return response;
  }

  const open = async (path: string) => (await send(path)).text();

  async function submit(page: string, action: string, fields: Record<string, string>): Promise<string> {
    const token = /name="_token" value="([^"]+)"/.exec(await open(page))?.[1] ?? '';
    const body = new URLSearchParams({ _token: token, ...fields }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: platform.portal };
    const response = await send(action, { method: 'POST', headers, body });
    if (response.status !== 303) throw new Error(`${action} answered ${response.status}: ${await response.text()}`);
    return response.headers.get('location') ?? '';
  }

  const { email, password } = platform.application().portalUser;
  await submit('/sign-in', '/sign-in', { email, password });
  const register = async (name: string) => {
    const location = await submit('/applications/new', '/applications', { name });
    return /^\/applications\/([^?]+)/.exec(location)?.[1] ?? '';
  };
  return { open, submit, register };
}
