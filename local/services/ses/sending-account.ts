/** What AWS lets an account send; a test may change it. */
export interface SendingAccount {
  /** Otherwise it is in the sandbox, where mails reach verified identities alone. */
  isInProduction: boolean;
  /** AWS pauses what bounces or is called spam. */
  isSending: boolean;
  mostADay: number;
}

export const aSendingAccount = (): SendingAccount => ({ isInProduction: true, isSending: true, mostADay: 50_000 });
