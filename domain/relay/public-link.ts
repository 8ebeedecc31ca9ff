import { type LocationContext, publicLocation } from './public-location';

/**
 * What an answer may say it is related to: relations that programs follow, of https://www.iana.org/assignments/link-relations.
 * Not those that a browser acts on by itself, such as `preload`, `preconnect`, `stylesheet` or `compression-dictionary`.
 */
const relations = new Set(
  'about alternate author canonical collection copyright current deprecation describedby describes edit edit-form first'
    .concat(
      ' create-form glossary help hosts index item last latest-version license next next-archive original payment',
    )
    .concat(
      ' predecessor-version prev prev-archive previous privacy-policy profile related replies search self service',
    )
    .concat(' service-desc service-doc service-meta start status successor-version sunset tag terms-of-service type up')
    .concat(' version-history via working-copy working-copy-of')
    .split(' '),
);
const isRelation = (relation: string): boolean =>
  relations.has(relation.toLowerCase()) || /^(urn|https?):/i.test(relation);

/** RFC 8288 §3: a reference and its parameters, quoted or not. */
const link =
  /<([^<>]{0,2048})>((?:\s*;\s*[\w*!#$%&'+.^`|~-]{1,64}(?:\s*=\s*(?:"(?:[^"\\]|\\.){0,1024}"|[^\s",;]{1,1024}))?){0,20})\s*(?:,|$)/y;
const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s",;]+))/gi;

/** The links of a `Link` field that a caller may follow; what does not read as one ends it. */
export function publicLinks(field: string, place: LocationContext): string | undefined {
  const links: string[] = [];
  let rest = field.trim();
  for (let found = match(rest); found !== undefined; found = match(rest)) {
    const [whole, reference = '', parameters = ''] = found;
    rest = rest.slice(whole.length).trim();
    const location = hasRelation(parameters) ? publicLocation(reference, place) : undefined;
    if (location !== undefined && !/;\s*anchor\s*=/i.test(parameters)) links.push(`<${location}>${parameters}`);
  }
  return links.length === 0 ? undefined : links.join(', ');
}

function match(text: string): RegExpExecArray | undefined {
  link.lastIndex = 0;
  return text === '' ? undefined : (link.exec(text) ?? undefined);
}

function hasRelation(parameters: string): boolean {
  const said = [...parameters.matchAll(relation)].flatMap(([, quoted, plain]) => (quoted ?? plain ?? '').split(/\s+/));
  return said.length > 0 && said.every(isRelation);
}
