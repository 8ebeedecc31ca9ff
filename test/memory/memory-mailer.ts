import { isAddress, mailWords } from '../../domain/mails/mail';
import type { Mail, Mailer } from '../../domain/mails/mailer';

/** Keeps what it is asked to send, the oldest first. */
export class MemoryMailer implements Mailer {
  readonly sent: Mail[] = [];
  isRefusing = false;

  async send(mail: Mail): Promise<'sent' | 'refused'> {
    mailWords.parse(mail);
    if (this.isRefusing || !isAddress(mail.to)) return 'refused';
    this.sent.push(mail);
    return 'sent';
  }
}
