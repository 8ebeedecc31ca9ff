import type { ContentRule } from '../redaction';
import { replaceEach } from '../replace-each';

const JOIN = '[ \\u00a0().-]{0,3}';
/** `+44 20 7946 0000`, `0044…`, `+44 (0)20 …` and any other country's number that is written with its plus. */
const INTERNATIONAL = `(?:\\+|00)[1-9]\\d{0,2}(?:${JOIN}\\d){7,13}`;
/** National: 0 and nine or ten more, by Ofcom's plan beginning 01, 02, 03, 05, 07, 08 or 09. */
const NATIONAL = `\\(?0[1-35789](?:${JOIN}\\d){8,9}`;
/** A mobile with its country code and no plus; other numbers that begin with 44 are as often identifiers. */
const MOBILE = '447\\d{9}';
const PHONE = new RegExp(`(?<![\\w.+-])(?:${INTERNATIONAL}|${NATIONAL}|${MOBILE})(?![\\w-])`, 'g');
/** What a request's time ends with: `20/Nov/2025:00:53:20 +0000`. */
export const redactPhones: ContentRule = (text, { mark }) =>
  /[+0(]|447/.test(text) ? replaceEach(text, PHONE, ([found]) => mark('phone', found)) : text;
