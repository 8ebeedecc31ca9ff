import { Trait, traitsOf } from '../content/character-traits';
import { CONTENT_RULES } from '../content/content-rules';
import { redactEmbeddedQueries } from '../content/embedded-query';
import { decodeOnce } from '../decoding/decode';
import { untilSettled } from '../decoding/until-settled';
import { DEEPEST, type Redaction } from '../redaction';
import { jsonInText, type Stretch } from './json-in-text';

/** A single value longer than this is no operational datum; it is replaced unread. Characters. */
const LONGEST = 262_144;
/** The shortest personal value without a label around it: a postcode. */
const SHORTEST = 5;
/** One short word with no long number in it, joined or not, and not shaped like a postcode: a code, a version. */
const CODE_WORD =
  /^(?!.{0,6}\d{7})(?!.{2,5}\d[a-z]{2}$)(?!bfpo|[a-z]{2}\d{6}[a-d]$)(?!(?=.*[-_])(?:\D*\d){4})[a-z\d_-]{5,11}$/i;

/** `&nbsp;` or `&#160;`, whose ampersand separates no parameters. */
const REFERENCE = /&#?\w{2,6};/;

/** Free text with its personal data replaced, whatever JSON and encodings it is wrapped in. */
export function redactText(text: string, redaction: Redaction, layers: number): string {
  if (text.length < SHORTEST || (text.length < 12 && CODE_WORD.test(text))) return text;
  if (text.length > LONGEST) return redaction.mark('oversize', text);
  if (layers > DEEPEST) return redaction.mark('encoded', text);
  // Inner layers settle with the outermost one, or the passes would multiply.
  return layers > 0
    ? redactOnce(text, redaction, layers)
    : untilSettled(text, (current) => redactOnce(current, redaction, layers));
}

function redactOnce(text: string, redaction: Redaction, layers: number): string {
  const traits = traitsOf(text);
  if (!(traits & Trait.quote)) return redactPlain(text, traits, redaction, layers);
  let safe = '';
  for (const stretch of jsonInText(text)) {
    safe +=
      stretch.value === undefined
        ? redactPlain(stretch.text, traits, redaction, layers)
        : redactJson(stretch, redaction, layers);
  }
  return safe;
}

/** Written anew only where something was replaced, so that spacing and long numbers stay as they were. */
function redactJson({ text, value, missing = '' }: Stretch, redaction: Redaction, layers: number): string {
  const before = JSON.stringify(value);
  const after = JSON.stringify(redaction.value(value, layers + 1));
  return after === before ? text : after.slice(0, after.length - missing.length);
}

function redactPlain(text: string, traits: number, redaction: Redaction, layers: number): string {
  let current = text;
  if (traits & (Trait.escape | Trait.wide)) {
    // Before decoding, as a space that was encoded would end the value that it stands in.
    if (text.includes('%') && !REFERENCE.test(text)) current = redactEmbeddedQueries(text, redaction, layers);
    const decoded = decodeOnce(current);
    const safe = decoded === current ? current : redactText(decoded, redaction, layers + 1);
    if (safe !== decoded) return safe;
  }
  for (const { needs, redact } of CONTENT_RULES) if (traits & needs) current = redact(current, redaction, layers);
  return current;
}
