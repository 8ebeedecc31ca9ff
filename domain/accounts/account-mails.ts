/** Why the directory writes to somebody. */
export type MailOccasion = 'sign-up' | 'signed-up-again' | 'forgotten-password' | 'new-address';

/** What is told the directory where somebody signs up with an address that has an account. */
export const signedUpAgain = 'signed-up-again' satisfies MailOccasion;

interface Needs {
  /** Origin without a path. */
  readonly portalUrl: string;
  /** Stands for the code, until the directory puts it there. */
  readonly code: string;
}

export interface AccountMail {
  readonly subject: string;
  readonly text: string;
}

const ignore = 'If this was not you, ignore this email: nothing changes without the code.';

/** The words of every mail that the portal causes. Nothing in them was typed by whoever caused it. */
export const accountMail = (occasion: MailOccasion, { portalUrl, code }: Needs): AccountMail =>
  ({
    'sign-up': {
      subject: 'Your code for the developer portal',
      text: `Your code is ${code}. Enter it in the developer portal within 24 hours, in the browser that you signed up with. ${ignore}`,
    },
    'signed-up-again': {
      subject: 'You already have an account in the developer portal',
      text: `Someone tried to create an account with this email address. You already have one: sign in at ${portalUrl}/sign-in. If you have forgotten your password, choose a new one at ${portalUrl}/forgotten-password/new-password with the code ${code} within an hour. ${ignore}`,
    },
    'forgotten-password': {
      subject: 'Choose a new password for the developer portal',
      text: `Your code is ${code}. Enter it at ${portalUrl}/forgotten-password/new-password within an hour, with the password that you choose. ${ignore}`,
    },
    'new-address': {
      subject: 'Confirm your new email address for the developer portal',
      text: `Your code is ${code}. Enter it in the developer portal within 24 hours to sign in with this address. ${ignore}`,
    },
  })[occasion];
