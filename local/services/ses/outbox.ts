export interface Email {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** What the reader is asked to enter, where there is such a thing. */
  readonly code?: string;
  readonly sentAt: Date;
}

const most = 500;

/** The e-mails that services sent, for the person at this machine to read. In memory only, and in no log. */
export class Outbox {
  readonly #emails: Email[] = [];

  send(email: Email): void {
    this.#emails.push(email);
    if (this.#emails.length > most) this.#emails.shift();
  }

  /** The oldest first. */
  all(): readonly Email[] {
    return this.#emails;
  }
}
