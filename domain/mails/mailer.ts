/**
 * A mail of the platform's own, in plain text. Its words are the platform's: nothing in them was typed by whoever causes it,
 * and what breaks `mailWords` is a fault.
 */
export interface Mail {
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface Mailer {
  /** `refused` where none can be sent now, or never to that address; nobody is told which address. */
  send(mail: Mail): Promise<'sent' | 'refused'>;
}
