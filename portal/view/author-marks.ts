/** Tools that call what their author pointed them at, whichever platform shows the link. */
const toolHosts = /(^|\.)(postman\.com|getpostman\.com|pstmn\.io|postman\.co|insomnia\.rest|hoppscotch\.io)$/;

const mark = ' <strong class="app-elsewhere">not this platform</strong>';

/** A link up to the next one, or code, as the sanitiser leaves them; code within a link is marked with it. */
const place = /<a href="([^"]*)">(?:(?!<a )[\s\S])*?<\/a>|(<pre[^>]*>)?<code>([^<]*)<\/code>(<\/pre>)?/g;
const addresses = /https?:\/\/([a-z0-9.-]+)/gi;

/**
 * Sanitised HTML in which every link and every piece of code that leads to another platform says so: to one of the hosts
 * that the author's own file names as servers, or to a tool that calls them.
 */
export function markElsewhere(html: string, hosts: ReadonlySet<string>): string {
  const isElsewhere = (text: string): boolean => {
    for (const [, host = ''] of text.matchAll(addresses)) {
      if (hosts.has(host.toLowerCase()) || toolHosts.test(host.toLowerCase())) return true;
    }
    return false;
  };
  return html.replaceAll(place, (found, href?: string, _pre?: string, code?: string) =>
    isElsewhere(href ?? code ?? '') ? `${found}${mark}` : found,
  );
}
