import * as z from 'zod';
import { hiddenIn } from '../form-fields';
import type { Platform } from './platform';

/** What a browser without JavaScript does in the portal, signed in. */
export interface Visitor {
  /** The text of a page. */
  open(path: string): Promise<string>;
  /** Loads a page, as the form's token is there, sends the form on and answers where it leads. */
  submit(page: string, action: string, fields: Record<string, string>): Promise<string>;
  /** Registers an application and answers its id. */
  register(name: string): Promise<string>;
}

interface User {
  readonly email: string;
  readonly password: string;
}

const emails = z.array(z.object({ to: z.string(), text: z.string(), code: z.string().optional() }));

/** The last e-mail to an address. */
export async function lastMail(platform: Platform, to: string) {
  const all = emails.parse(await (await platform.control('/_dip/outbox')).json());
  const mail = all.findLast((one) => one.to === to);
  if (!mail) throw new Error('no e-mail was sent to that address');
  return mail;
}

export const newVisitorsPassword = 'correct horse battery staple';

/** Somebody who signs up, proves the address and signs in. */
export async function aNewVisitor(platform: Platform, email: string, name = 'Grace Hopper'): Promise<Visitor> {
  const user = { email, password: newVisitorsPassword };
  return aVisitor(platform, user, async (submit) => {
    await submit('/sign-up', '/sign-up', { name, ...user });
    const { code = '' } = await lastMail(platform, email);
    await submit('/sign-up/confirm', '/sign-up/confirm', { email, code });
  });
}

/** @param user who signs in. @default the demo user */
export async function aVisitor(
  platform: Platform,
  user: User = platform.application().portalUser,
  before: (submit: Visitor['submit']) => Promise<void> = async () => undefined,
): Promise<Visitor> {
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
    const body = new URLSearchParams({ ...hiddenIn(await open(page), action), ...fields }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: platform.portal };
    const response = await send(action, { method: 'POST', headers, body });
    if (![200, 303].includes(response.status))
      throw new Error(`${action} answered ${response.status}: ${await response.text()}`);
    return response.headers.get('location') ?? '';
  }

  await before(submit);
  const { email, password } = user;
  await submit('/sign-in', '/sign-in', { email, password });
  const register = async (name: string) => {
    const location = await submit('/applications/new', '/applications', { name });
    return /^\/applications\/([^?]+)/.exec(location)?.[1] ?? '';
  };
  return { open, submit, register };
}
