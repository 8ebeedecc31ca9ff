import type { ContentRule } from '../redaction';
import { replaceEach } from './replace-each';

const JOIN = '[ \\u00a0().-]{0,3}';
/** Between groups that a person or a table sets apart. */
const APART = '[ \\t\\u00a0().:|/_,*-]{0,8}';
/** `+44 20 7946 0000`, `0044…`, `+44 (0)20 …` and any other country's number that is written with its plus. */
const INTERNATIONAL = `\\+[1-9]\\d{0,2}(?:${APART}\\d){7,13}|00[1-9]\\d{0,2}(?:${JOIN}\\d){7,13}`;
/** National: 0 and nine or ten more, by Ofcom's plan beginning 01, 02, 03, 05, 07, 08 or 09; three together, or close. */
const NATIONAL = `\\(?0[1-35789](?:\\d(?:${APART}\\d){7,8}|(?:${JOIN}\\d){8,9})`;
/** A mobile with its country code and no plus; other numbers that begin with 44 are as often identifiers. */
const MOBILE = '447\\d{9}';
const EXTENSION = '(?:[ ,;]{0,3}(?:x|ext(?:n|ension)?)[ .:#=]{0,3}\\d{1,6})?';
const PHONE = new RegExp(`(?<![\\w.+-])(?:${INTERNATIONAL}|${NATIONAL}|${MOBILE})${EXTENSION}(?![\\w-])`, 'gi');

export const redactPhones: ContentRule = (text, { mark }) =>
  /[+0(]|447/.test(text) ? replaceEach(text, PHONE, ([found]) => mark('phone', found)) : text;
