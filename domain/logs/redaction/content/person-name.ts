import type { ContentRule, Mark } from '../redaction';
import { replaceEach } from './replace-each';

/** Words that a person's name follows in prose. */
const TITLE =
  /\b(?:[Pp]atient(?: name(?: is)?)?|PATIENT|MRS?|MISS|Prof(?:essor)?|M(?:rs?|s|iss|x|other)|mother|D(?:r|ame)|Sir|[Ff](?:ather|orename)|[Nn](?:ext of kin|amed)|[Cc]arer|[Gg]uardian|[Ss]urname)\b/;
const INTRODUCED = new RegExp(
  `(?<![\\p{L}\\p{N}])((?:${TITLE.source})\\.?:?\\s{1,2})(\\p{Lu}[\\p{L}\\p{M}'’.-]{1,40}(?:\\s\\p{Lu}[\\p{L}\\p{M}'’.-]{0,40}){0,3})`,
  'gu',
);
/** As the NHS shows people: `OKONKWO, Margaret (Mrs)`. */
const SHOWN_TITLE =
  /\((?:Mrs?|Ms|Miss|Mx|Dr|Prof(?:essor)?|Master|Mstr|Rev(?:d|erend)?|Sir|Dame|Lord|Lady|Baby|Sister|Fr)\.?\)/gi;
/** Words in small letters before a name are prose, but for what families' names begin with and for `okonkwo, margaret`. */
const NAME_AT_END =
  /(?<![\p{L}\p{N}])(?:(?:(?:\p{Lu}[\p{L}\p{M}'’.-]{0,40}|af|al|ap|bin|da|de|del|den|der|di|dos|du|el|ibn|la|le|van|von),?\s{1,3}){1,8}|\p{L}[\p{L}\p{M}'’-]{1,40},\s{1,3}(?:\p{L}[\p{L}\p{M}'’-]{1,40}\s{1,3}){1,3})$/u;
const LONGEST_SHOWN = 160;
/** A family's name before a title: `Okonkwo, Mrs Margaret`. */
const BEFORE_TITLE =
  /(?<![\p{L}\p{N}])(\p{Lu}[\p{L}\p{M}'’-]{1,40})(?=, ?(?:Mrs?|Ms|Miss|Mx|Dr|Prof|Master|Sir|Dame)\.? \p{Lu})/gu;
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
  const shown = text.includes('(') ? redactShown(text, mark) : text;
  const titled = TITLE.test(shown)
    ? replaceEach(
        replaceEach(shown, BEFORE_TITLE, ([name]) => mark('name', name)),
        INTRODUCED,
        write,
      )
    : shown;
  return LABELLED.test(titled) ? replaceEach(titled, NAMED, write) : titled;
};

function redactShown(text: string, mark: Mark): string {
  let result = '';
  let from = 0;
  for (const { index } of text.matchAll(SHOWN_TITLE)) {
    const before = text.slice(Math.max(from, index - LONGEST_SHOWN), index);
    const name = NAME_AT_END.exec(before)?.[0].trimEnd();
    if (!name) continue;
    const start = index - before.length + before.lastIndexOf(name);
    result += text.slice(from, start) + mark('name', name);
    from = start + name.length;
  }
  return result + text.slice(from);
}
