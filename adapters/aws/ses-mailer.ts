import { randomUUID } from 'node:crypto';
import { type SESv2Client, SESv2ServiceException, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { isAddress, mailWords } from '../../domain/mails/mail';
import type { Mail, Mailer } from '../../domain/mails/mailer';
import { Unavailable } from '../../domain/unavailable';

export interface SesMailerSettings {
  /** `no-reply@example.nhs.uk`, of an identity that SES has verified. */
  readonly from: string;
  readonly configurationSet: string;
}

/**
 * Refusals that a later try or another address may not meet; everything else is a fault.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
 */
const refusals: ReadonlySet<string> = new Set([
  'AccountSuspendedException',
  'LimitExceededException',
  'MessageRejected',
  'SendingPausedException',
  'TooManyRequestsException',
]);

/** The platform's clients tell a throttle or an outage as `Unavailable`, after all their tries. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Unavailable || (error instanceof SESv2ServiceException && refusals.has(error.name));

const content = (text: string) => ({ Data: text, Charset: 'UTF-8' });

/** Sends plain text by Amazon SES, which is told to track nothing. */
export class SesMailer implements Mailer {
  readonly #ses: SESv2Client;
  readonly #settings: SesMailerSettings;

  constructor(ses: SESv2Client, settings: SesMailerSettings) {
    this.#ses = ses;
    this.#settings = settings;
  }

  async send({ to, ...words }: Mail): Promise<'sent' | 'refused'> {
    const { subject, text } = mailWords.parse(words);
    if (!isAddress(to)) return 'refused';
    const { from, configurationSet } = this.#settings;
    const command = new SendEmailCommand({
      FromEmailAddress: from,
      ConfigurationSetName: configurationSet,
      Destination: { ToAddresses: [to] },
      Content: {
        Simple: {
          Subject: content(subject),
          Body: { Text: content(text) },
          // One conversation for each mail: mail programs else put those of one subject together.
          Headers: [{ Name: 'X-Entity-Ref-ID', Value: randomUUID() }],
        },
      },
    });
    try {
      await this.#ses.send(command);
      return 'sent';
    } catch (error) {
      if (isRefusal(error)) return 'refused';
      throw error;
    }
  }
}

/** What a function's environment says of mails. */
export interface MailEnv {
  /** Empty where the environment has no domain that mails could come from. */
  readonly MAIL_FROM: string;
  readonly MAIL_SET: string;
}

/** The mailer of a function; without an address to send from it refuses every mail, and makes no client. */
export const mailerOf = (
  { MAIL_FROM: from, MAIL_SET: configurationSet }: MailEnv,
  client: () => SESv2Client,
): Mailer => (from ? new SesMailer(client(), { from, configurationSet }) : { send: async () => 'refused' });
