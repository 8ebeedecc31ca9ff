import { quoted } from '../mails/mail';
import type { Mail } from '../mails/mailer';

type Words = Pick<Mail, 'subject' | 'text'>;

interface About {
  /** Of the API, as the catalogue shows it. */
  readonly title: string;
  readonly url: string;
}

const day = (date: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(date));

/** Names of products are typed by others: they stand on the page, for who is signed in. */
export const reminderMail = ({ title, url, until }: About & { readonly until: string }): Words => ({
  subject: `${quoted(title)}: an answer of your product holds until ${day(until)}`,
  text: `What a product of yours has answered for ${quoted(title)} holds until ${day(until)}, in part. Answer that part again, and submit it: the product's access goes on while the publisher reviews it. Which answers they are is at ${url}`,
});

export const noticeMail = ({
  title,
  url,
  until,
  ends,
}: About & { readonly until: string; readonly ends: string }): Words => ({
  subject: `${quoted(title)}: access ends on ${day(ends)}`,
  text: `What a product has answered for ${quoted(title)} holds until ${day(until)}, in part. Unless new answers are submitted and approved before, its access is suspended on ${day(ends)}. Which product and which answers are at ${url}`,
});

export const expiryMail = ({ title, url }: About): Words => ({
  subject: `${quoted(title)}: access is suspended`,
  text: `What a product has answered for ${quoted(title)} has run out, so that its access is suspended: its calls are refused. It is let in again once new answers are submitted and approved. Which product and which answers are at ${url}`,
});
