import type { ContentRule } from '../redaction';
import { replaceEach } from '../replace-each';

/** Words that a person's name follows in prose. */
const TITLE =
  /\b(?:[Pp]atient(?: name(?: is)?)?|PATIENT|MRS?|MISS|Prof(?:essor)?|M(?:rs?|s|iss|x|other)|mother|D(?:r|ame)|Sir|[Ff](?:ather|orename)|[Nn](?:ext of kin|amed)|[Cc]arer|[Gg]uardian|[Ss]urname)\b/;
const INTRODUCED = new RegExp(
  `(?<![\\p{L}\\p{N}])((?:${TITLE.source})\\.?:?\\s{1,2})(\\p{Lu}[\\p{L}\\p{M}'’.-]{1,40}(?:\\s\\p{Lu}[\\p{L}\\p{M}'’.-]{0,40}){0,3})`,
  'gu',
);
/** `Name: Margaret Okonkwo`; one word alone may name anything. */
const NAMED =
  /(?<![\p{L}\p{N}])([Nn](?:ame|AME) ?[:=] ?)(\p{Lu}[\p{L}\p{M}'’-]{1,40}(?: \p{Lu}[\p{L}\p{M}'’-]{1,40}){1,3})/gu;
const LABELLED = /(?:ame|AME) ?[:=]/;
/** What else is written with a capital after "Patient". */
const NOT_A_NAME =
  /^(?:Access|Administration|API|Appointment|Bundle|Care|Data|Demographics?|Details?|Facing|Flag|FHIR|GET|Group|History|ID|Id|Identifier|Index|Information|Journey|List|Lookup|NHS|Not|No|Number|POST|PUT|Portal|Profile|Record|Reference|Registration|Registry|Request|Resource|Response|Safety|Search|Service|Summary|System)\b/;

/** A name in prose is known only by what introduces it; a name that nothing introduces is not found. */
export const redactNames: ContentRule = (text, { mark }) => {
  const write = ([whole, title = '', name = '']: RegExpExecArray): string =>
    NOT_A_NAME.test(name) ? whole : title + mark('name', name);
  const titled = TITLE.test(text) ? replaceEach(text, INTRODUCED, write) : text;
  return LABELLED.test(titled) ? replaceEach(titled, NAMED, write) : titled;
};
