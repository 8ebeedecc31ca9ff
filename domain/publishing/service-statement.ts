import * as z from 'zod';
import { apiStatuses } from './api-status';
import { longestStatement, textFault } from './text-fault';

/** What a page prints in one row. */
const line = (most: number) =>
  z.string().superRefine((text, context) => {
    const fault = text.trim() === '' ? 'is empty' : textFault(text, most);
    if (fault) context.addIssue({ code: 'custom', message: `${fault}: state it in one line, or leave it out` });
  });

const contact = {
  name: line(100).optional(),
  email: z.email('is no e-mail address: write it as team@example.nhs.uk').max(254).optional(),
  url: z
    .url({ protocol: /^https$/, error: 'is no https address: write it as https://example.nhs.uk/help' })
    .pipe(line(longestStatement))
    .optional(),
};
const statement = {
  status: z.enum(apiStatuses, `is not a status of the catalogue: write one of ${apiStatuses.join(', ')}`).optional(),
  level: line(100).optional(),
  supportHours: line(200).optional(),
};

/** What a publisher tells consumers of its service: nothing of it is guessed from the file. */
export const serviceStatement = z.object({ ...statement, contact: z.object(contact).optional() });
export type ServiceStatement = z.infer<typeof serviceStatement>;

/** The same as a publisher writes it, where a member of another name is a mistake; a message says what a field is. */
export const writtenService = z.strictObject({ ...statement, contact: z.strictObject(contact).optional() });
