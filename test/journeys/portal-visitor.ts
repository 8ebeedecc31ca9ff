import type { Platform } from './platform';

/** A developer's browser as far as forms and cookies go. */
export function portalVisitor({ portal }: Pick<Platform, 'portal'>) {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}): Promise<{ status: number; html: string }> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(`${portal}${path}`, {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers ?? {}), ...(cookie && { cookie }) },
    });
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return { status: response.status, html: await response.text() };
  };
  /** Fills the form of a page in and sends it. */
  const fill = async (path: string, fields: Record<string, string>) => {
    const { html } = await send(path);
    const _token = /name="_token" value="([^"]+)"/.exec(html)?.[1] ?? '';
    return send(path, {
      method: 'POST',
      headers: { origin: portal },
      body: new URLSearchParams({ _token, ...fields }),
    });
  };
  return { open: (path: string) => send(path), fill };
}
