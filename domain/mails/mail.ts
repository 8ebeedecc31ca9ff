import * as z from 'zod';

/** Longer than any subject that a mail program shows. */
const longestSubject = 200;
/** Some pages of text; nothing that the platform says by mail is longer. */
const longestText = 10_000;
/** What a line cannot hold: control characters, what reorders or hides text, and every kind of line break. */
const unprintable = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;
const holdsOneLine = (text: string) => text.search(unprintable) === -1;

/** Words of the platform's own, so that a mail which breaks this is a fault. No line of them can become a header. */
export const mailWords = z.object({
  subject: z.string().min(1).max(longestSubject).refine(holdsOneLine, 'is not one line'),
  text: z
    .string()
    .min(1)
    .max(longestText)
    .refine((text) => text.split('\n').every(holdsOneLine), 'holds control characters'),
});

/** One address, without a name, a comment or a second one. RFC 5321 §4.5.3.1.3 bounds it. */
const address = z.email().max(254);
export const isAddress = (text: string): boolean => address.safeParse(text).success;

/** What somebody else typed, such as the title of an API, as a part of a mail's words. */
export function quoted(text: string): string {
  const characters = [...text.slice(0, 1_000).replaceAll(unprintable, ' ').replaceAll(/\s+/g, ' ').trim()];
  return characters.length > 100 ? `${characters.slice(0, 99).join('')}…` : characters.join('');
}
