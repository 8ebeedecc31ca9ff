/** RFC 9110 §5.1 */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/;

export const isHeaderName = (name: string): boolean => token.test(name);

/** CGI, WSGI and PHP hand `A_B`, `A.B` and `A-B` to a program under one name. */
const canonical = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '-');

/** Whether a list names a header, in whatever case or spelling. A name that ends with `*` stands for a family. */
export function headerNames(rules: readonly string[]): (name: string) => boolean {
  const names = new Set(rules.filter((rule) => !rule.endsWith('*')).map(canonical));
  const families = rules.filter((rule) => rule.endsWith('*')).map((rule) => canonical(rule.slice(0, -1)));
  return (name) => {
    const one = canonical(name);
    return names.has(one) || families.some((family) => one.startsWith(family));
  };
}
