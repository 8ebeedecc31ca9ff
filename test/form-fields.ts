/** What a form sends that nobody types. */
export function hiddenIn(html: string, action: string): Record<string, string> {
  const form = html.split('<form ').find((one) => one.startsWith(`action="${action}"`)) ?? '';
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return { _token: tokenIn(html), ...Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value])) };
}

export const tokenIn = (html: string): string => /name="_token" value="([^"]+)"/.exec(html)?.[1] ?? '';
