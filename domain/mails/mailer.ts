/** A mail of the platform's own, in plain text. Its words are the platform's: nothing in them was typed by whoever causes it. */
export interface Mail {
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /** `refused` where no more can be sent now, or never to that address. */
  send(mail: Mail): Promise<'sent' | 'refused'>;
}
