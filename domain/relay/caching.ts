/** RFC 9111 §5.2.2.7, §5.2.2.9 and §5.2.2.10: what lets caches share an answer, or says more of one they do not. */
const replaced = /^(public|private|s-maxage)\b/i;

/** Directives, whose quoted values may hold a comma. */
const directive = /[^,"]*(?:"[^"]*"[^,"]*)*/g;

/** What an answer to one caller says of caching: no cache that others share may keep it. */
export function privateCaching(cacheControl: string): string {
  const directives = (cacheControl.match(directive) ?? []).map((each) => each.trim()).filter(Boolean);
  const others = directives.filter((each) => !replaced.test(each));
  return others.some((each) => /^no-store$/i.test(each)) ? others.join(', ') : ['private', ...others].join(', ');
}
