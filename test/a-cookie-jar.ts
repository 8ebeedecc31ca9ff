/** The cookies of one browser for one host, oldest first. */
export function aCookieJar() {
  const cookies = new Map<string, string>();
  return {
    names: (): readonly string[] => [...cookies.keys()],
    header: (): Record<string, string> =>
      cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    keep(response: Pick<Response, 'headers'>): void {
      for (const cookie of response.headers.getSetCookie()) {
        const [pair = ''] = cookie.split(';');
        const name = pair.slice(0, pair.indexOf('='));
        if (/; Max-Age=0(;|$)/.test(cookie)) cookies.delete(name);
        else cookies.set(name, pair.slice(name.length + 1));
      }
    },
  };
}
export type CookieJar = ReturnType<typeof aCookieJar>;
