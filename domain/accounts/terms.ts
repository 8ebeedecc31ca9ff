import * as z from 'zod';

/** Of the terms of use, so that it is known which were accepted: raised whenever their meaning changes. */
export const terms = { version: '1.0', since: '2026-11-26' } as const;

/** Which terms somebody accepted, by creating an account on a page that showed them, and when. */
export const acceptedTerms = z.object({ version: z.string(), acceptedAt: z.iso.datetime() });
export type AcceptedTerms = z.infer<typeof acceptedTerms>;
