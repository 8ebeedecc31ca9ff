import * as z from 'zod';
import { accountMail, type MailOccasion, signedUpAgain } from '../../domain/accounts/account-mails';

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html */
const customMessage = z.looseObject({
  triggerSource: z.string(),
  request: z.looseObject({
    codeParameter: z.string(),
    clientMetadata: z.looseObject({ reason: z.string().optional() }).nullish(),
  }),
});

const occasions: ReadonlyMap<string, MailOccasion> = new Map([
  ['CustomMessage_SignUp', 'sign-up'],
  ['CustomMessage_ResendCode', 'sign-up'],
  ['CustomMessage_ForgotPassword', 'forgotten-password'],
  ['CustomMessage_UpdateUserAttribute', 'new-address'],
  ['CustomMessage_VerifyUserAttribute', 'new-address'],
]);

/** Cognito's event, with subject and text of the mail that it is about to send; as it came where the pool's own do. */
export const makeWordMail =
  ({ portalUrl }: { readonly portalUrl: string }) =>
  (event: unknown) => {
    const { triggerSource, request, ...rest } = customMessage.parse(event);
    const occasion = occasions.get(triggerSource);
    const isAgain = occasion === 'forgotten-password' && request.clientMetadata?.reason === signedUpAgain;
    const mail =
      occasion && accountMail(isAgain ? signedUpAgain : occasion, { portalUrl, code: request.codeParameter });
    const response = mail ? { emailSubject: mail.subject, emailMessage: mail.text } : {};
    return { ...rest, triggerSource, request, response };
  };
