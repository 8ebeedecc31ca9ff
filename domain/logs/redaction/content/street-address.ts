import type { ContentRule } from '../redaction';
import { replaceEach } from './replace-each';

const STREET =
  'Avenue|Ave|Close|Court|Ct|Crescent|Drive|Gardens|Green|Grove|Hill|Lane|Mews|Park|Place|Rise|Road|Rd|Row|Square|St|Street|Terrace|Walk|Way';
/** `12 Highfield Road, Leeds`: a number, a name, a word for a street, and the place behind a comma. */
const ADDRESS = new RegExp(
  `(?<![\\w.])(?:(?:Flat|Unit) \\d{1,4}[A-Za-z]?,? )?\\d{1,4}[A-Za-z]?,? (?:\\p{Lu}[\\p{Ll}'’-]{1,30} ){1,3}(?:${STREET})(?![\\p{L}\\p{N}])\\.?(?:, \\p{Lu}[\\p{Ll}'’-]{1,30}){0,3}`,
  'gu',
);

const NUMBERED = /\d[A-Za-z]?,? [A-Z]/;

export const redactStreetAddresses: ContentRule = (text, { mark }) =>
  NUMBERED.test(text) ? replaceEach(text, ADDRESS, ([found]) => mark('address', found)) : text;
