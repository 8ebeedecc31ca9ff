import { decodeDigits } from '../decoding/decode-token';
import type { ContentRule } from '../redaction';
import { replaceEach } from './replace-each';

/** Bytes of ASCII as dumps show them: `39 34 33`, `39:34:33`, `0x39, 0x34`; a text of seven at least. */
const BYTES = /\b(?:0x)?[2-7][\da-f](?:(?:[ :-]|, ?)(?:0x)?[2-9a-f][\da-f]){6,}\b/gi;

export const redactSpacedHex: ContentRule = (text, redaction, layers) =>
  replaceEach(text, BYTES, ([bytes]) => {
    const [inside] = decodeDigits(bytes.replace(/0x|[ :,-]/gi, ''));
    return inside !== undefined && redaction.text(inside, layers + 1) !== inside
      ? redaction.mark('encoded', bytes)
      : bytes;
  });
