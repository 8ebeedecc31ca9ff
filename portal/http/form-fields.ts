import * as z from 'zod';

/** Fields that more than one form has. */
export const emailField = z
  .string('Enter your email address')
  .trim()
  .toLowerCase()
  .min(1, 'Enter your email address')
  .max(254, 'Email address must be 254 characters or fewer')
  .pipe(z.email('Enter an email address in the correct format, like name@example.com'));

export const nameField = (what: string, most: number) =>
  z
    .string(`Enter ${what}`)
    .trim()
    .min(1, `Enter ${what}`)
    .max(most, `${what.charAt(0).toUpperCase()}${what.slice(1)} must be ${most} characters or fewer`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
    .refine((text) => !/[\u0000-\u001f\u007f<>]/.test(text), 'Use letters, numbers and ordinary punctuation');
