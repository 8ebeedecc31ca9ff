import type { PublisherMove } from '../../../domain/applications/decide-for-publisher';
import { quoted } from '../../../domain/mails/mail';
import type { Mail } from '../../../domain/mails/mailer';

type Words = Pick<Mail, 'subject' | 'text'>;
interface About {
  /** Of the API, as the catalogue shows it. */
  readonly title: string;
  readonly url: string;
}

const done: Readonly<Record<PublisherMove, string>> = {
  'publisher approves': 'has approved the access of an application of yours',
  'publisher returns': 'wants to know more before it decides about an application of yours',
  'publisher refuses': 'has refused the access of an application of yours',
  'publisher withdraws': 'has suspended the access of an application of yours: its calls are refused',
  'publisher restores': 'has restored the access of an application of yours',
};

/** Names of applications and reasons are typed by others: they stand on the page, for who is signed in. */
export const decisionMail = (move: PublisherMove, { title, url }: About): Words => ({
  subject: `${quoted(title)}: a decision about your application`,
  text: `The publisher of ${quoted(title)} ${done[move]}. Which one, and why, is at ${url}`,
});

export const requestMail = ({ title, url }: About): Words => ({
  subject: `${quoted(title)}: an application asks for access`,
  text: `An application asks for access to ${quoted(title)}, for which your team answers. What it is for, and what you can decide, is at ${url}`,
});

export const appealMail = ({ title, url }: About): Words => ({
  subject: `${quoted(title)}: an appeal against a refusal`,
  text: `The team of a product that your team has refused for ${quoted(title)} appeals against it. Somebody else of your team than who refused it decides. What it is about is at ${url}`,
});

export const reviewMail = ({ title, url }: About): Words => ({
  subject: `${quoted(title)}: a decision about your product`,
  text: `The publisher of ${quoted(title)} has decided about a product of yours. What, and why, is at ${url}`,
});
