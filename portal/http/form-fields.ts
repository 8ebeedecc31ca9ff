import * as z from 'zod';
import { longestPassword, shortestPassword } from '../../domain/accounts/password';
import { patientDataIn } from '../../domain/applications/free-text';
import { longestReason } from '../../domain/applications/step';

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

/** As typed, in the one form that Unicode has for it (NIST SP 800-63B §3.1.1.2). */
const password = (missing: string) => z.string(missing).transform((typed) => typed.normalize('NFC'));

/** One that somebody has. */
export const passwordField = password('Enter your password').pipe(
  z.string().min(1, 'Enter your password').max(longestPassword, 'Enter your password'),
);

/** One that somebody chooses. Cognito takes no blank at either end. */
export const newPasswordField = password('Enter a password').pipe(
  z
    .string()
    .refine((typed) => [...typed].length >= shortestPassword, `Password must be ${shortestPassword} characters or more`)
    .max(longestPassword, `Password must be ${longestPassword} characters or fewer`)
    .refine((typed) => typed === typed.trim(), 'Password must not begin or end with a space'),
);

export const tooCommon = 'This password is too easy to guess. Three random words are a good choice';

export const codeField = z
  .string('Enter the code from the email')
  .transform((code) => code.replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, 'Enter the 6-digit code from the email'));

/** A purpose or a reason: some sentences that the other side reads. */
export const reasonField = z
  .string()
  .trim()
  .transform((text) => text.replaceAll('\r\n', '\n'))
  .pipe(
    z
      .string()
      .max(longestReason, `Use ${longestReason} characters or fewer`)
      .refine((text) => !/[^\P{Cc}\n]/u.test(text), 'Use letters, numbers and ordinary punctuation')
      .superRefine((text, context) => {
        const seen = patientDataIn(text);
        if (seen)
          context.addIssue({
            code: 'custom',
            message: `This holds what looks like ${seen}: say it without patient data`,
          });
      }),
  );
